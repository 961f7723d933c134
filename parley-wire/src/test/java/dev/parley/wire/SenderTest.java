package dev.parley.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.ConcurrentModificationException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a receiver would refuse fails where the mistake was made: at the sender. */
@NullUnmarked // the subject is null where it is not allowed
class SenderTest {

    record Moody(int value) {
        @Override
        public int value() {
            throw new IllegalStateException("not today");
        }
    }

    record Noted(String text, @Nullable String note) {}

    private final Codecs codecs = Codecs.builder().build();

    @Test
    void refusesNullInARequiredComponentByName() {
        refuses(WireError.MISSING_FIELD, "Shop.Item.name is null", Shop.Item.class, new Shop.Item(null, 1));
        refuses(
                WireError.MISSING_FIELD,
                "Shop.Maybe.text is null",
                Shop.Maybe.class,
                new Shop.Maybe(nothing(), List.of(), null));
        refuses(WireError.MISSING_FIELD, "Noted.text is null", Noted.class, new Noted(null, null));
    }

    @Test
    void leavesNullOutWhereItIsAllowed() throws WireException {
        codecs.register(Noted.class);
        byte[] bytes = codecs.encode(Noted.class, new Noted("a", null));
        assertThat(WireBytes.of(bytes)).isEqualTo(Samples.bytes("a1016161"));
        assertThat(codecs.decode(Noted.class, bytes)).isEqualTo(new Noted("a", null));
    }

    @Test
    void refusesNullInContainers() {
        Type lists = new TypeToken<List<String>>() {}.type();
        Type maps = new TypeToken<Map<String, String>>() {}.type();
        Map<String, String> nullValue = new HashMap<>();
        nullValue.put("k", null);
        Map<String, String> nullKey = new HashMap<>();
        nullKey.put(null, "v");
        refuses(WireError.MISSING_FIELD, "an element of a collection is null", lists, Arrays.asList("a", null));
        refuses(WireError.MISSING_FIELD, "a value in a map is null", maps, nullValue);
        refuses(WireError.MISSING_FIELD, "a key of a map is null", maps, nullKey);
    }

    @Test
    void refusesLoneSurrogatesAndKeepsQuestionMarks() throws WireException {
        codecs.register(String.class);
        assertThat(codecs.decode(String.class, codecs.encode(String.class, "what? 🎭?")))
                .isEqualTo("what? 🎭?");
        for (String lone : List.of("\uD800", "a\uDC00", "\uD83C\uD83C\uDFAD", "?\uD83C?", "🎭\uDFAD")) {
            refuses(WireError.NOT_ENCODABLE, "lone surrogate", String.class, lone);
        }
    }

    @Test
    void refusesDecimalsThatWouldExplodeElsewhere() {
        refuses(WireError.NOT_ENCODABLE, "scale 10001", BigDecimal.class, new BigDecimal(BigInteger.ONE, 10_001));
        refuses(WireError.NOT_ENCODABLE, "scale", BigDecimal.class, new BigDecimal(BigInteger.ONE, Integer.MIN_VALUE));
        refuses(WireError.NOT_ENCODABLE, "4097 bits", BigDecimal.class, new BigDecimal(BigInteger.ONE.shiftLeft(4096)));
    }

    @Test
    void endsACycleAtTheDepthLimit() {
        List<Shop.Tree> children = new ArrayList<>();
        Shop.Tree cycle = new Shop.Tree("root", children);
        children.add(cycle);
        refuses(WireError.TOO_DEEP, "is it a cycle", Shop.Tree.class, cycle);
    }

    @Test
    void refusesAnAccessorThatThrows() {
        refuses(WireError.NOT_ENCODABLE, "the accessor of SenderTest.Moody.value threw", Moody.class, new Moody(1));
    }

    @Test
    void refusesAValueOfAnotherType() {
        refuses(WireError.NOT_ENCODABLE, "String where Shop.Item belongs", Shop.Item.class, "no item");
        refuses(WireError.NOT_ENCODABLE, "Integer is no registered leaf of Shop.Command", Shop.Command.class, 5);
    }

    @Test
    void refusesACollectionThatBreaksWhileItIsRead() {
        List<String> broken = new ArrayList<>(List.of("a")) {
            private static final long serialVersionUID = 1L;

            @Override
            public Object[] toArray() {
                throw new ConcurrentModificationException();
            }
        };
        refuses(WireError.NOT_ENCODABLE, "ConcurrentModification", new TypeToken<List<String>>() {}.type(), broken);
    }

    @Test
    void countsWhatItWritesInsteadOfTrustingSize() throws WireException {
        Type type = new TypeToken<List<Integer>>() {}.type();
        codecs.register(type);
        AtomicInteger asked = new AtomicInteger();
        List<Integer> growing = new ArrayList<>(List.of(1, 2)) {
            private static final long serialVersionUID = 1L;

            @Override
            public int size() {
                return super.size() + asked.incrementAndGet();
            }
        };
        assertThat(codecs.decode(type, codecs.encode(type, growing))).isEqualTo(List.of(1, 2));
    }

    @Test
    void refusesAMessageLongerThanTheLimit() throws WireException {
        Codecs small =
                Codecs.builder().limits(new CodecLimits(64, 1 << 20, 4096, 100)).build();
        small.register(String.class);
        assertThat(small.encode(String.class, "x".repeat(98))).hasSize(100);
        assertThatThrownBy(() -> small.encode(String.class, "x".repeat(99)))
                .isInstanceOfSatisfying(
                        WireException.class,
                        refusal -> assertThat(refusal.error()).isEqualTo(WireError.PAYLOAD_TOO_LARGE));
    }

    @Test
    void omitsEmptyOptionals() throws WireException {
        codecs.register(Shop.Maybe.class);
        byte[] bytes = codecs.encode(Shop.Maybe.class, new Shop.Maybe(Optional.empty(), List.of(), null));
        assertThat(WireBytes.of(bytes)).isEqualTo(Samples.bytes("a10280"));
    }

    @SuppressWarnings("TypeParameterUnusedInFormals") // null is of every type
    private static <T> T nothing() {
        return null;
    }

    private void refuses(WireError error, String text, Type type, Object value) {
        codecs.register(type);
        assertThatThrownBy(() -> codecs.encode(type, value))
                .isInstanceOfSatisfying(
                        WireException.class,
                        refusal -> assertThat(refusal.error()).isEqualTo(error))
                .hasMessageContaining(text);
    }
}
