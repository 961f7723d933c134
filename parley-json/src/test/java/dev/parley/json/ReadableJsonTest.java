package dev.parley.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadableJsonTest {
    enum Colour {
        RED
    }

    record Item(String name, int count) {}

    @SuppressWarnings("ArrayRecordComponent") // messages may carry bytes
    record Order(long id, List<Item> items, Colour colour, Duration within, byte[] seal) {}

    @Test
    void writesRecordsWithTheirTypeAndOtherThingsAsText() {
        Order order = new Order(7, List.of(new Item("pen \"red\"", 2)), Colour.RED, Duration.ofSeconds(5), new byte[3]);
        assertThat(ReadableJson.of(order))
                .isEqualTo("{\"type\":\"Order\",\"id\":7,\"items\":[{\"type\":\"Item\",\"name\":\"pen"
                        + " \\\"red\\\"\",\"count\":2}],\"colour\":\"RED\",\"within\":\"PT5S\",\"seal\":\"3"
                        + " bytes\"}");
    }
}
