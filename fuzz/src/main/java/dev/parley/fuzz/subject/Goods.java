package dev.parley.fuzz.subject;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Types of every kind that the record codec knows, with a value of each. */
final class Goods {
    private Goods() {}

    enum Colour {
        RED,
        GREEN
    }

    record Msg(long seq, String text) {}

    record Item(String sku, int count, double price) {}

    record Order(long id, String buyer, List<Item> items, Optional<Instant> due) {}

    record Numbers(byte b, short s, int i, long l, char c, boolean z, float f, double d) {}

    record Values(
            @Nullable Integer box, Instant at, Duration span, UUID id, BigDecimal price, Colour colour, Blob blob) {}

    @SuppressWarnings("ArrayRecordComponent") // byte[] is a type that users may have
    record Blob(byte[] bytes) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Blob blob && Arrays.equals(bytes, blob.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }
    }

    record Many(
            Set<String> set,
            Set<Item> records,
            Map<String, Integer> map,
            SequencedMap<Item, Colour> pairs,
            Map<BigDecimal, UUID> byPrice,
            Map<Double, Optional<Long>> byNumber) {}

    record Tree(String name, List<Tree> children) {}

    record Empties(List<Empty> many) {}

    record Empty(int a, int b, int c, int d, int e, int f, int g, int h) {}

    /** Its constructor has rules of its own. */
    record Percent(int value) {
        static final String RULE = "no percentage: ";

        Percent {
            if (value < 0 || value > 100) {
                throw new IllegalArgumentException(RULE + value);
            }
        }
    }

    sealed interface Command {
        record Add(Item item, Percent off) implements Command {}

        sealed interface Change extends Command {
            record Rename(String from, Optional<String> to) implements Change {}
        }

        enum Signal implements Command {
            PING,
            PONG
        }
    }

    record Batch(List<Command> commands, Command.Change last) {}

    /** One value at least of each type. */
    static Map<Class<?>, List<Object>> samples() {
        Item item = new Item("b-7", 3, 1.25);
        Command.Change rename = new Command.Change.Rename("a", Optional.of("b"));
        Map<Class<?>, List<Object>> samples = new LinkedHashMap<>();
        samples.put(Msg.class, List.of(new Msg(1_234_567_890_123L, "abcdefghijklmnopqrstuvwxyz012345")));
        samples.put(
                Order.class, List.of(new Order(7, "Åda", List.of(item, item), Optional.of(Instant.ofEpochSecond(9)))));
        samples.put(
                Numbers.class,
                List.of(
                        new Numbers((byte) -1, (short) 300, -70_000, Long.MIN_VALUE, 'x', true, 0.5f, -0.0),
                        new Numbers((byte) 0, (short) 0, 0, 0, '\0', false, Float.NaN, Double.NaN)));
        samples.put(Values.class, List.of(values("12.50"), values("-1e300")));
        samples.put(Many.class, List.of(many(item)));
        samples.put(Tree.class, List.of(new Tree("a", List.of(new Tree("b", List.of()), new Tree("c", List.of())))));
        Empty nothing = new Empty(0, 0, 0, 0, 0, 0, 0, 0);
        samples.put(
                Empties.class,
                List.of(
                        new Empties(List.of(nothing, new Empty(0, 0, 0, 0, 0, 0, 0, 1))),
                        new Empties(Collections.nCopies(300, nothing))));
        samples.put(
                Batch.class,
                List.of(new Batch(
                        List.of(new Command.Add(item, new Percent(50)), Command.Signal.PONG, rename), rename)));
        return samples;
    }

    private static Values values(String price) {
        return new Values(
                5,
                Instant.ofEpochSecond(1_700_000_000, 5),
                Duration.ofMillis(-1),
                new UUID(1, 2),
                new BigDecimal(price),
                Colour.GREEN,
                new Blob(new byte[] {1, 2, 3}));
    }

    private static Many many(Item item) {
        SequencedMap<Item, Colour> pairs = new LinkedHashMap<>();
        pairs.put(item, Colour.RED);
        pairs.put(new Item("", 0, 0), Colour.GREEN);
        return new Many(
                new LinkedHashSet<>(List.of("x", "y")),
                new LinkedHashSet<>(List.of(item)),
                new LinkedHashMap<>(Map.of("one", 1)),
                pairs,
                new LinkedHashMap<>(Map.of(new BigDecimal("1.0"), new UUID(3, 4))),
                new LinkedHashMap<>(Map.of(0.5, Optional.of(8L))));
    }
}
