package dev.parley.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.wire.CborReader;
import dev.parley.wire.CborWriter;
import dev.parley.wire.Codecs;
import dev.parley.wire.Frame;
import dev.parley.wire.ValueCodec;
import dev.parley.wire.WireBytes;
import dev.parley.wire.WireError;
import dev.parley.wire.WireException;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Two versions of a program talk in JSON by the rules that CBOR has. */
class JsonEvolutionTest {
    record Customer(long id, String name) {}

    record Grown(
            long id,
            String name,
            int visits,
            Optional<String> email,
            List<String> tags,
            Set<Integer> marks,
            Map<String, Integer> scores,
            boolean vip,
            @Nullable String note) {}

    record Demanding(long id, String name, String country) {}

    record Wider(double id, Optional<String> name) {}

    record IntNumber(int value) {}

    record LongNumber(long value) {}

    record RealNumber(float value) {}

    record DoubleNumber(double value) {}

    record DecimalNumber(BigDecimal value) {}

    sealed interface Event {
        record Came(String who) implements Event {}

        enum Mood implements Event {
            GOOD
        }
    }

    private static final String LOCK = """
        # protocol.lock v1
        record JsonEvolutionTest.Customer was JsonEvolutionTest.Buyer
          1 id long
          7 name string! was label title
        sealed JsonEvolutionTest.Event
          3 JsonEvolutionTest.Event.Came was JsonEvolutionTest.Event.Arrived
          4 JsonEvolutionTest.Event.Mood
        record JsonEvolutionTest.Event.Came
          2 who string!
        enum JsonEvolutionTest.Event.Mood
          5 GOOD was FINE
        """;

    private final Payloads payloads = Payloads.plain();

    @Test
    void newReadsOldWithDefaultsForWhatWasAdded() throws WireException {
        assertThat(carried(Customer.class, new Customer(7, "ada"), Grown.class))
                .isEqualTo(new Grown(7, "ada", 0, Optional.empty(), List.of(), Set.of(), Map.of(), false, null));
    }

    @Test
    void oldReadsNewAndSkipsWhatItDoesNotKnow() throws WireException {
        Grown grown =
                new Grown(7, "ada", 3, Optional.of("a@b"), List.of("x"), Set.of(1, 2), Map.of("k", 1), true, "note");
        assertThat(carried(Grown.class, grown, Customer.class)).isEqualTo(new Customer(7, "ada"));
    }

    @Test
    void refusesAMissingRequiredComponentWithItsNameAndId() throws WireException {
        String json = payloads.written(Customer.class, new Customer(7, "ada"));
        payloads.refuses(Demanding.class, json, WireError.MISSING_FIELD, "country (id 3) is missing");
        payloads.refuses(Customer.class, "{\"name\":null}", WireError.MISSING_FIELD, "name (id 2) is missing");
    }

    @Test
    void widensNumbersAndWrapsOptionals() throws WireException {
        assertThat(carried(Customer.class, new Customer(7, "ada"), Wider.class))
                .isEqualTo(new Wider(7.0, Optional.of("ada")));
        assertThat(carried(IntNumber.class, new IntNumber(-5), DecimalNumber.class))
                .isEqualTo(new DecimalNumber(new BigDecimal(-5)));
        assertThat(carried(LongNumber.class, new LongNumber(Long.MIN_VALUE), DecimalNumber.class))
                .isEqualTo(new DecimalNumber(new BigDecimal(Long.MIN_VALUE)));
        assertThat(carried(LongNumber.class, new LongNumber(Long.MIN_VALUE), DoubleNumber.class))
                .isEqualTo(new DoubleNumber(Long.MIN_VALUE));
        assertThat(carried(RealNumber.class, new RealNumber(0.1f), DoubleNumber.class))
                .isEqualTo(new DoubleNumber(0.1));
    }

    @Test
    void narrowsNumbersWhileTheyFit() throws WireException {
        assertThat(carried(LongNumber.class, new LongNumber(-5), IntNumber.class))
                .isEqualTo(new IntNumber(-5));
        payloads.refuses(IntNumber.class, "{\"value\":2147483648}", WireError.OUT_OF_RANGE, "int out of range");
        payloads.refuses(DoubleNumber.class, "{\"value\":\"9007199254740993\"}", WireError.OUT_OF_RANGE, "exact");
    }

    @Test
    void writesThePresentNamesOfTheLockAndReadsFormerOnes() throws WireException {
        Payloads locked = Payloads.by(LOCK);
        assertThat(locked.written(Customer.class, new Customer(7, "ada"))).isEqualTo("{\"id\":7,\"name\":\"ada\"}");
        for (String former : List.of("name", "label", "title")) {
            assertThat(locked.read(Customer.class, "{\"" + former + "\":\"ada\"}"))
                    .isEqualTo(new Customer(0, "ada"));
        }
        assertThat(locked.written(Event.class, Event.Mood.GOOD))
                .isEqualTo("{\"JsonEvolutionTest.Event.Mood\":{\"constant\":\"GOOD\"}}");
        assertThat(locked.read(Event.class, "{\"JsonEvolutionTest.Event.Mood\":{\"constant\":\"FINE\"}}"))
                .isEqualTo(Event.Mood.GOOD);
        assertThat(locked.read(Event.class, "{\"JsonEvolutionTest.Event.Arrived\":{\"who\":\"ada\"}}"))
                .isEqualTo(new Event.Came("ada"));
        locked.refuses(Customer.class, "{\"name\":\"ada\",\"label\":\"eve\"}", WireError.KEY_ORDER, "entry 7");
    }

    @Test
    void refusesNewLeavesAndConstantsWithTheRemedy() {
        payloads.refuses(
                Event.class, "{\"Went\":{}}", WireError.UNKNOWN_CHOICE, "no leaf 'Went': deploy readers first");
        payloads.refuses(
                Event.class,
                "{\"JsonEvolutionTest.Event.Mood\":{\"constant\":\"BAD\"}}",
                WireError.UNKNOWN_CHOICE,
                "no constant 'BAD': deploy readers first");
    }

    private static final class TextCodec implements ValueCodec<StringBuilder> {
        @Override
        public void write(StringBuilder value, CborWriter out) throws WireException {
            out.writeText(value.toString());
        }

        @Override
        public StringBuilder read(CborReader in) throws WireException {
            return new StringBuilder(in.readText());
        }
    }

    record Built(StringBuilder text) {}

    @Test
    void carriesWhatOnlyAnExtensionKnowsAsItsBytes() throws WireException {
        Codecs codecs = Codecs.builder()
                .encoding(JsonPayloads.readable())
                .with(StringBuilder.class, _ -> new TextCodec())
                .build();
        codecs.register(Built.class);
        byte[] json = codecs.encoded(Built.class, codecs.encode(Built.class, new Built(new StringBuilder("hi"))));
        assertThat(json).asString(StandardCharsets.UTF_8).isEqualTo("{\"text\":\"Ymhp\"}");
        Built again = (Built) codecs.decode(
                Built.class, Frame.JSON, WireBytes.of("{\"text\":\"Ymhp\"}".getBytes(StandardCharsets.UTF_8)));
        assertThat(again.text()).hasToString("hi");
    }

    /** A value written as one type and read as another. */
    private Object carried(Type written, Object value, Type read) throws WireException {
        return payloads.read(read, payloads.written(written, value));
    }
}
