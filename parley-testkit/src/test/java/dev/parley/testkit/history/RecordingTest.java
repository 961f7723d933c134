package dev.parley.testkit.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.parley.DropReason;
import dev.parley.testkit.history.Event.ProcessStarted;
import java.io.IOException;
import java.io.StringReader;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written can be read again, and what is no history is refused with its place. */
class RecordingTest {
    private static final String LINE = "{\"at\":5,\"node\":\"a.1\",\"type\":\"process-started\"}\n";

    @ParameterizedTest
    @MethodSource("eventTypes")
    void everyEventComesBackAsItWas(Class<? extends Event> type) throws Exception {
        RandomGenerator random = new SplittableRandom(1);
        for (int i = 0; i < 20; i++) {
            Entry entry = new Entry(random.nextLong(), text(random), sample(type, random));
            String line = EntryJson.line(entry);

            assertThat(line.indexOf('\n')).isEqualTo(line.length() - 1);
            assertThat(read(line).entries()).containsExactly(entry);
        }
    }

    @ParameterizedTest
    @MethodSource("eventTypes")
    void noComponentHasTheNameOfAFieldOfTheEntry(Class<? extends Event> type) {
        assertThat(type.getRecordComponents())
                .extracting(RecordComponent::getName)
                .doesNotContain("at", "node", "type");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "garbage",
                "[1]",
                "{}",
                "{\"at\":5,\"node\":\"a.1\",\"type\":\"process-started\"} more",
                "{\"at\":5,\"node\":\"a.1\",\"type\":\"process-started\",\"more\":1}",
                "{\"at\":5,\"node\":\"a.1\",\"type\":\"unheard-of\"}",
                "{\"at\":5,\"node\":\"a.1\"}",
                "{\"at\":\"5\",\"node\":\"a.1\",\"type\":\"process-started\"}",
                "{\"at\":5.5,\"node\":\"a.1\",\"type\":\"process-started\"}",
                "{\"at\":9223372036854775808,\"node\":\"a.1\",\"type\":\"process-started\"}",
                "{\"at\":5,\"node\":7,\"type\":\"process-started\"}",
                "{\"at\":5,\"node\":\"a.1\",\"type\":\"delivered\",\"from\":\"a\",\"to\":\"b\"}",
                "{\"at\":5,\"node\":\"a.1\",\"type\":\"delivered\",\"from\":\"a\",\"to\":null,\"number\":1}",
                "{\"at\":5,\"node\":\"a.1\",\"type\":\"delivered\",\"from\":\"a\",\"to\":\"b\",\"number\":null}",
                "{\"at\":5,\"node\":\"a.1\",\"type\":\"delivered\",\"from\":\"a\",\"to\":\"b\",\"number\":1.5}",
                "{\"at\":5,\"node\":\"a\",\"type\":\"ended\",\"actor\":\"a\",\"end\":\"UNHEARD_OF\"}"
            })
    void aLineThatIsNoEntryIsRefusedWithFileAndLine(String line) {
        assertThatIOException()
                .isThrownBy(() -> read(LINE + line + "\n" + LINE))
                .withMessageStartingWith("a.jsonl:2: no entry of a history: ");
    }

    @Test
    void anIncompleteLastLineIsLeftOutAndReported() throws IOException {
        for (int length = 1; length < LINE.length() - 1; length++) {
            Recording recording = read(LINE + LINE.substring(0, length));

            assertThat(recording.entries()).hasSize(1);
            assertThat(recording.truncated()).containsExactly("a.jsonl:2");
        }
    }

    @Test
    void aLastLineWithoutItsEndCountsWhenItIsWhole() throws IOException {
        Recording recording = read(LINE + LINE.stripTrailing());

        assertThat(recording.entries())
                .hasSize(2)
                .allMatch(entry -> entry.event().equals(new ProcessStarted()));
        assertThat(recording.truncated()).isEmpty();
    }

    @Test
    void nothingIsAnEmptyHistory() throws IOException {
        assertThat(read("")).isEqualTo(new Recording(List.of(), List.of()));
    }

    @Test
    void aLineWithoutEndIsRefusedBeforeItFillsTheMemory() {
        String endless = "x".repeat(Recording.MAX_LINE_CHARACTERS + 10_000);

        assertThatIOException().isThrownBy(() -> read(endless)).withMessageContaining("more than 1048576 characters");
    }

    static Stream<Class<? extends Event>> eventTypes() {
        return leaves(Event.class).map(type -> type.asSubclass(Event.class));
    }

    private static Stream<Class<?>> leaves(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(RecordingTest::leaves)
                : Stream.of(type);
    }

    private static Recording read(String text) throws IOException {
        return Recording.read("a.jsonl", new StringReader(text));
    }

    private static <T> T sample(Class<T> type, RandomGenerator random) throws ReflectiveOperationException {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        Object[] values = new Object[types.length];
        for (int i = 0; i < types.length; i++) {
            values[i] = value(types[i], random);
        }
        return type.getDeclaredConstructor(types).newInstance(values);
    }

    private static Object value(Class<?> type, RandomGenerator random) throws ReflectiveOperationException {
        if (type == String.class) {
            return text(random);
        }
        if (type == long.class) {
            return random.nextLong();
        }
        if (type.isEnum()) {
            return type.getEnumConstants()[random.nextInt(type.getEnumConstants().length)];
        }
        if (type == Map.class) {
            Map<Object, Long> counts = new TreeMap<>();
            for (int i = random.nextInt(4); i > 0; i--) {
                counts.put(value(DropReason.class, random), random.nextLong());
            }
            return counts;
        }
        if (type.isRecord()) {
            return sample(type, random);
        }
        throw new AssertionError("no sample for " + type);
    }

    private static String text(RandomGenerator random) {
        String letters = "ab.1/#~\"\\\n\t\u0000\u2028é日\uD83D\uDE00";
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            text.appendCodePoint(letters.codePointAt(
                    letters.offsetByCodePoints(0, random.nextInt(letters.codePointCount(0, letters.length())))));
        }
        return text.toString();
    }
}
