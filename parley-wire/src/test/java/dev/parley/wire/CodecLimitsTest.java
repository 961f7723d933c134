package dev.parley.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Small bytes that want to become large: refused before anything is built for them. */
class CodecLimitsTest {

    private static final Type EMPTIES = new TypeToken<List<Shop.Empty>>() {}.type();

    record Three(int a, int b, int c) {}

    /** A hash table cannot sort its values: it looks for {@code Comparable} of their very class. */
    sealed interface Sorted extends Comparable<Sorted> {
        int value();

        record One(int value) implements Sorted {}

        @Override
        default int compareTo(Sorted other) {
            return Integer.compare(value(), other.value());
        }
    }

    record Version(int value) implements Comparable<Version> {
        @Override
        public int compareTo(Version other) {
            return Integer.compare(value, other.value);
        }
    }

    record Hostile(int value) {
        @Override
        public int hashCode() {
            throw new IllegalStateException("no hash");
        }
    }

    @Test
    void acceptsTheDeepestValueAndNothingDeeper() throws WireException {
        Codecs codecs = codecsWith(Shop.Link.class);
        assertThat(codecs.decode(Shop.Link.class, links(64))).isInstanceOf(Shop.Link.class);
        refuses(WireError.TOO_DEEP, codecs, Shop.Link.class, links(65));
    }

    @Test
    void writesTheDeepestValueThatIsReadAndNothingDeeper() throws WireException {
        Codecs codecs = codecsWith(Shop.Tree.class);
        Shop.Tree deepest = new Shop.Tree("", List.of());
        for (int records = 1; records < 32; records++) {
            deepest = new Shop.Tree("", List.of(deepest));
        }
        Shop.Tree value = deepest;
        assertThat(codecs.decode(Shop.Tree.class, codecs.encode(Shop.Tree.class, value)))
                .isEqualTo(value);
        assertThatThrownBy(() -> codecs.encode(Shop.Tree.class, new Shop.Tree("", List.of(value))))
                .isInstanceOf(WireException.class);
    }

    @Test
    void refusesSmallBytesThatBuildLargeValues() {
        Type type = new TypeToken<List<Three>>() {}.type();
        Codecs codecs = codecsWith(type);
        byte[] records = new byte[4_000_005];
        Arrays.fill(records, (byte) 0xa0);
        records[0] = (byte) 0x9a;
        BigEndian.putInt(records, 1, 4_000_000);
        refuses(WireError.OVER_BUDGET, codecs, type, records);
    }

    @Test
    void refusesAListAtItsHeadWhenItsPlacesAloneExceedTheBudget() {
        Codecs codecs = codecsWith(EMPTIES);
        byte[] bytes = new byte[(16 << 20) - 5];
        bytes[0] = (byte) 0x9a;
        BigEndian.putInt(bytes, 1, bytes.length - 5);
        long before = allocatedBytes();
        refuses(WireError.OVER_BUDGET, codecs, EMPTIES, bytes);
        assertThat(allocatedBytes() - before).isLessThan(4 << 20);
    }

    @Test
    void allocatesNothingForCountsThatTheBytesCannotHold() {
        Codecs codecs = codecsWith(EMPTIES);
        byte[] hostile = Samples.bytes("9a7fffffff").array();
        refuses(WireError.PAYLOAD_TRUNCATED, codecs, EMPTIES, hostile);
        long before = allocatedBytes();
        refuses(WireError.PAYLOAD_TRUNCATED, codecs, EMPTIES, hostile);
        assertThat(allocatedBytes() - before).isLessThan(1 << 20);
    }

    @Test
    void countsWhatAMapAndItsTextsCost() throws WireException {
        Type type = new TypeToken<Map<String, String>>() {}.type();
        byte[] bytes = codecsWith(type).encode(type, Map.of("k", "v"));
        CodecLimits enough = new CodecLimits(64, 1024, 4096, 1000);
        Codecs codecs = Codecs.builder().limits(enough).build();
        codecs.register(type);
        assertThat(codecs.decode(type, bytes)).isEqualTo(Map.of("k", "v"));
        byte[] tooMuch = codecsWith(type).encode(type, Map.of("k", "v".repeat(900)));
        refuses(WireError.OVER_BUDGET, codecs, type, tooMuch);
    }

    @Test
    void refusesManyKeysThatAreNotComparableOnBothSides() throws WireException {
        Type items = new TypeToken<Set<Shop.Item>>() {}.type();
        Type texts = new TypeToken<Set<String>>() {}.type();
        Codecs codecs = codecsWith(items);
        codecs.register(texts);
        Set<Shop.Item> tooMany = new LinkedHashSet<>();
        Set<String> many = new LinkedHashSet<>();
        for (int i = 0; i < 4097; i++) {
            tooMany.add(new Shop.Item("a", i));
            many.add("a" + i);
        }
        assertThat(codecs.decode(texts, codecs.encode(texts, many))).isEqualTo(many);
        assertThatThrownBy(() -> codecs.encode(items, tooMany))
                .hasMessageContaining("4097 elements or keys that are not Comparable, at most 4096");
        Type asList = new TypeToken<List<Shop.Item>>() {}.type();
        codecs.register(asList);
        refuses(WireError.OVER_BUDGET, codecs, items, codecs.encode(asList, List.copyOf(tooMany)));
    }

    @Test
    void countsKeysAsComparableOnlyIfAHashTableDoes() throws WireException {
        Set<Sorted.One> sorted = new LinkedHashSet<>();
        Set<Version> versions = new LinkedHashSet<>();
        for (int i = 0; i < 4097; i++) {
            sorted.add(new Sorted.One(i));
            versions.add(new Version(i));
        }
        Type ofOwn = new TypeToken<Set<Version>>() {}.type();
        Codecs codecs = codecsWith(ofOwn);
        assertThat(codecs.decode(ofOwn, codecs.encode(ofOwn, versions))).isEqualTo(versions);
        for (Type set : List.of(new TypeToken<Set<Sorted>>() {}.type(), new TypeToken<Set<Sorted.One>>() {}.type())) {
            codecs.register(set);
            assertThatThrownBy(() -> codecs.encode(set, sorted))
                    .hasMessageContaining("4097 elements or keys that are not Comparable, at most 4096");
        }
    }

    @Test
    void refusesAValueWhoseHashThrows() throws WireException {
        Type set = new TypeToken<Set<Hostile>>() {}.type();
        Type list = new TypeToken<List<Hostile>>() {}.type();
        Codecs codecs = codecsWith(set);
        codecs.register(list);
        refuses(WireError.VALUE_REFUSED, codecs, set, codecs.encode(list, List.of(new Hostile(1))));
    }

    @Test
    void refusesLimitsThatMakeNoSense() {
        assertThatIllegalArgumentException().isThrownBy(() -> new CodecLimits(0, 1 << 20, 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new CodecLimits(64, 1, 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new WireLimits(5, 0, true));
        assertThatIllegalArgumentException().isThrownBy(() -> new WireLimits(WireLimits.MAX_FRAME_BYTES + 1, 0, true));
        assertThatIllegalArgumentException().isThrownBy(() -> new WireLimits(100, 101, true));
    }

    /** So many records, each the last field of the one before. */
    private static byte[] links(int depth) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 1; i < depth; i++) {
            out.writeBytes(Samples.bytes("a2010102").array());
        }
        out.writeBytes(Samples.bytes("a10101").array());
        return out.toByteArray();
    }

    private static Codecs codecsWith(Type type) {
        Codecs codecs = Codecs.builder().build();
        codecs.register(type);
        return codecs;
    }

    private static long allocatedBytes() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    private static void refuses(WireError error, Codecs codecs, Type type, byte[] bytes) {
        assertThatThrownBy(() -> codecs.decode(type, bytes))
                .isInstanceOfSatisfying(
                        WireException.class,
                        refusal -> assertThat(refusal.error()).isEqualTo(error));
    }
}
