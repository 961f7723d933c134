package dev.parley.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Damaged payloads: nothing but a refusal comes out, and what is accepted can be written and read again. */
class CodecFuzzTest {

    /** About two seconds on a slow machine; the full build takes its time. */
    private static final int INPUTS = Boolean.getBoolean("parley.full") ? 20_000_000 : 150_000;

    record Everything(
            Shop.Numbers numbers,
            Shop.Values values,
            Shop.Containers containers,
            Shop.Keys keys,
            Shop.Maybe maybe,
            Shop.Pairs pairs,
            Shop.Tree tree,
            Shop.Batch batch,
            Shop.Outcomes outcomes,
            Shop.Percent percent) {}

    private final Codecs codecs = Codecs.builder().build();
    private final Map<Type, List<byte[]>> seeds = new HashMap<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void onlyRefusalsComeOutOfDamagedPayloads(long seed) throws WireException {
        collectSeeds();
        long accepted = 0;
        for (Map.Entry<Type, List<byte[]>> each : seeds.entrySet()) {
            Mutations mutations = new Mutations(seed, each.getValue());
            for (int i = 0; i < INPUTS / seeds.size(); i++) {
                accepted += accepts(each.getKey(), mutations.next()) ? 1 : 0;
            }
        }
        assertThat(accepted).as("the fuzzer also reaches what is accepted").isGreaterThan(INPUTS / 100);
    }

    private void collectSeeds() throws WireException {
        for (Object[] pair :
                RoundTripTest.values().map(arguments -> arguments.get()).toList()) {
            Type type = (Type) pair[0];
            codecs.register(type);
            seeds.computeIfAbsent(type, _ -> new ArrayList<>()).add(codecs.encode(type, pair[1]));
        }
        codecs.register(Everything.class);
        seeds.put(Everything.class, List.of(codecs.encode(Everything.class, everything())));
    }

    private static Everything everything() {
        return new Everything(
                sample(Shop.Numbers.class),
                sample(Shop.Values.class),
                sample(Shop.Containers.class),
                sample(Shop.Keys.class),
                sample(Shop.Maybe.class),
                sample(Shop.Pairs.class),
                sample(Shop.Tree.class),
                sample(Shop.Batch.class),
                sample(Shop.Outcomes.class),
                new Shop.Percent(50));
    }

    private static <T> T sample(Class<T> type) {
        return RoundTripTest.values()
                .flatMap(each -> Stream.of(each.get()))
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElseThrow();
    }

    private boolean accepts(Type type, byte[] bytes) {
        Object value;
        try {
            value = codecs.decode(type, bytes);
        } catch (WireException refused) {
            return false;
        } catch (RuntimeException escaped) {
            throw new AssertionError(type + " " + HexFormat.of().formatHex(bytes), escaped);
        }
        requireSameAgain(type, bytes, value);
        return true;
    }

    private void requireSameAgain(Type type, byte[] bytes, Object value) {
        try {
            byte[] written = codecs.encode(type, value);
            Object again = codecs.decode(type, written);
            if (!again.equals(value)) {
                throw new AssertionError(value + " came back as " + again);
            }
            assertThat(codecs.encode(type, again)).isEqualTo(written);
        } catch (WireException refused) {
            throw new AssertionError(
                    type + " cannot be written again: " + HexFormat.of().formatHex(bytes), refused);
        }
    }
}
