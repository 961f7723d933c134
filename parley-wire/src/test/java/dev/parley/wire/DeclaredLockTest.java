package dev.parley.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.wire.lock.ProtocolLock;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The lock that types would have says what they declare, and makes no difference to what they write. */
class DeclaredLockTest {

    sealed interface Talk {
        record Say(String text, Pair<Long, Mood> pair, Optional<Instant> at) implements Talk {}

        sealed interface Move extends Talk {
            record Leave() implements Move {}
        }

        enum Sign implements Talk {
            PING,
            PONG
        }
    }

    enum Mood {
        GOOD {},
        BAD
    }

    record Pair<A, B>(A first, List<B> rest) {}

    @SuppressWarnings("ArrayRecordComponent") // byte[] is a type that users may have
    record Scalars(boolean z, byte b, short s, int i, long l, char c, float f, double d, String text, byte[] raw) {}

    record Boxes(
            Boolean z,
            Byte b,
            Short s,
            Integer i,
            Long l,
            Character c,
            Float f,
            Double d,
            @Nullable Long none) {}

    record Values(Instant at, Duration span, UUID id, BigDecimal price) {}

    record Containers(
            Collection<String> any,
            Set<Integer> set,
            SequencedSet<Mood> inOrder,
            Map<UUID, List<Pair<String, Integer>>> map,
            SequencedMap<String, Optional<Long>> sequence) {}

    record Handle(StringBuilder builder) {}

    record Newer(String country) {}

    @Test
    void listsWhatIsReachedWithIdsInTheOrderOfDeclaration() {
        assertThat(declared(Talk.class)).isEqualTo("""
            # protocol.lock v1

            enum DeclaredLockTest.Mood
              0 GOOD
              1 BAD

            record DeclaredLockTest.Pair
              1 first A!
              2 rest list<B>

            sealed DeclaredLockTest.Talk
              1 DeclaredLockTest.Talk.Say
              2 DeclaredLockTest.Talk.Move.Leave
              3 DeclaredLockTest.Talk.Sign

            record DeclaredLockTest.Talk.Move.Leave

            record DeclaredLockTest.Talk.Say
              1 text string!
              2 pair DeclaredLockTest.Pair<long,DeclaredLockTest.Mood>!
              3 at optional<instant>

            enum DeclaredLockTest.Talk.Sign
              0 PING
              1 PONG
            """);
    }

    @Test
    void namesTheTypesOfTheJdkByWhatTheyAreOnTheWire() {
        assertThat(declared(Scalars.class)).endsWith("""
              1 z boolean
              2 b byte
              3 s short
              4 i int
              5 l long
              6 c char
              7 f float
              8 d double
              9 text string!
              10 raw bytes!
            """);
        assertThat(declared(Boxes.class)).endsWith("""
              1 z boolean!
              2 b byte!
              3 s short!
              4 i int!
              5 l long!
              6 c char!
              7 f float!
              8 d double!
              9 none long
            """);
        assertThat(declared(Values.class)).endsWith("""
              1 at instant!
              2 span duration!
              3 id uuid!
              4 price decimal!
            """);
        assertThat(declared(Containers.class)).contains("""
              1 any list<string>
              2 set set<int>
              3 inOrder orderedset<DeclaredLockTest.Mood>
              4 map map<uuid,list<DeclaredLockTest.Pair<string,int>>>
              5 sequence orderedmap<string,optional<long>>
            """);
    }

    @Test
    void leavesWhatExtensionsStandForToThem() {
        Codecs codecs = Codecs.builder()
                .with(StringBuilder.class, _ -> new BuilderCodec())
                .with(Newer.class, _ -> new BuilderCodec())
                .build();
        codecs.register(Handle.class);
        codecs.register(Newer.class);
        assertThat(codecs.declared().text()).isEqualTo("""
            # protocol.lock v1

            record DeclaredLockTest.Handle
              1 builder StringBuilder!
            """);
    }

    @Test
    void countsWhatHasADefaultAsOptional() {
        Codecs codecs = Codecs.builder().defaults(new Newer("nowhere")).build();
        codecs.register(Newer.class);
        assertThat(codecs.declared().text()).endsWith("  1 country string\n");
    }

    @Test
    void writesTheSameBytesWithTheDeclaredLockAsWithoutAny() throws WireException {
        Codecs without = Codecs.builder().build();
        without.register(Shop.Order.class);
        without.register(Shop.Command.class);
        ProtocolLock lock = ProtocolLock.parse(without.declared().text());
        Codecs with = Codecs.builder().lock(lock).build();
        with.register(Shop.Order.class);
        with.register(Shop.Command.class);
        Shop.Order order =
                new Shop.Order(1, "bo", List.of(new Shop.Item("pen", 3)), Optional.of(Instant.ofEpochSecond(9)));
        assertThat(HexFormat.of().formatHex(with.encode(Shop.Order.class, order)))
                .isEqualTo(HexFormat.of().formatHex(without.encode(Shop.Order.class, order)));
        assertThat(with.declared()).isEqualTo(lock);
        assertThat(lock.update(with.declared()).isUnchanged()).isTrue();
    }

    @Test
    void declaresNothingBeforeTheFirstType() {
        assertThat(Codecs.builder().build().declared()).isEqualTo(ProtocolLock.empty());
    }

    private static String declared(Class<?> type) {
        Codecs codecs = Codecs.builder().build();
        codecs.register(type);
        return codecs.declared().text();
    }

    private static final class BuilderCodec implements ValueCodec<StringBuilder> {
        @Override
        public void write(StringBuilder value, CborWriter out) throws WireException {
            out.writeText(value.toString());
        }

        @Override
        public StringBuilder read(CborReader in) throws WireException {
            return new StringBuilder(in.readText());
        }
    }
}
