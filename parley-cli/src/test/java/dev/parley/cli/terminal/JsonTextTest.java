package dev.parley.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.cli.chat.ChatEvent;
import dev.parley.cli.chat.RoomState;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonTextTest {
    @Test
    void writesEachEventAsTheContractSays() {
        assertThat(JsonText.of(new ChatEvent.Said(7, "ada", "hi", "a", 1)))
                .contains("{\"type\":\"line\",\"seq\":7,\"user\":\"ada\",\"text\":\"hi\",\"room\":\"a\",\"life\":1}");
        assertThat(JsonText.of(new ChatEvent.Joined("ada"))).contains("{\"type\":\"joined\",\"user\":\"ada\"}");
        assertThat(JsonText.of(new ChatEvent.Left("ada"))).contains("{\"type\":\"left\",\"user\":\"ada\"}");
        assertThat(JsonText.of(new ChatEvent.Room(RoomState.ON, "b", 28_425_600_000_000L)))
                .contains("{\"type\":\"room\",\"state\":\"on\",\"node\":\"b\",\"life\":28425600000000}");
        assertThat(JsonText.of(new ChatEvent.WhoAnswer(List.of("ada", "bob"))))
                .contains("{\"type\":\"who\",\"users\":[\"ada\",\"bob\"]}");
        assertThat(JsonText.of(new ChatEvent.WhoAnswer(List.of()))).contains("{\"type\":\"who\",\"users\":[]}");
    }

    @Test
    void answersWhereWithTheRoomObject() {
        ChatEvent.Room room = new ChatEvent.Room(RoomState.MOVING, "b", 2);
        assertThat(JsonText.of(new ChatEvent.WhereAnswer(room)))
                .isEqualTo(JsonText.of(room))
                .contains("{\"type\":\"room\",\"state\":\"moving\",\"node\":\"b\",\"life\":2}");
    }

    @Test
    void hasNoNodeWhereNoneIsKnown() {
        assertThat(JsonText.of(new ChatEvent.Room(RoomState.NO_QUORUM, "", 0)))
                .contains("{\"type\":\"room\",\"state\":\"no-quorum\",\"node\":null,\"life\":0}");
    }

    @Test
    void escapesWhatJsonForbidsAndWhatUtf8CannotWrite() {
        assertThat(JsonText.quoted("\"\\\n\r\t\u0000\u001b\u2028"))
                .isEqualTo("\"\\\"\\\\\\n\\r\\t\\u0000\\u001b\\u2028\"");
        assertThat(JsonText.quoted("\ud83d\ude00 ok")).isEqualTo("\"\ud83d\ude00 ok\"");
        assertThat(JsonText.quoted("\ud83d")).isEqualTo("\"\\ud83d\"");
    }
}
