package dev.parley.fuzz.subject;

import dev.parley.fuzz.Finding;
import dev.parley.fuzz.Maker;
import dev.parley.fuzz.Subject;
import dev.parley.fuzz.make.Broken;
import dev.parley.json.JsonPayloads;
import dev.parley.wire.CodecLimits;
import dev.parley.wire.Codecs;
import dev.parley.wire.Frame;
import dev.parley.wire.WireBytes;
import dev.parley.wire.WireException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Payloads in JSON. Promises: a value, or a refusal with a number that payloads have; memory in proportion to the text,
 * and within three times the heap budget for what is built; what was accepted is written as JSON that is read as the
 * same value.
 */
public final class JsonSubject implements Subject {
    private static final List<Class<?>> TYPES = List.copyOf(Goods.samples().keySet());
    private static final long HEAP_BYTES = 64 << 10;
    private static final int ESTIMATE = 3;

    /** The parser's own buffers. */
    private static final long READER_BYTES = 64 << 10;

    private static final int BYTES_FOR_EACH = 64;

    private final Heap heap = new Heap(16);
    private final Codecs codecs = codecs();

    private static Codecs codecs() {
        Codecs codecs = Codecs.builder()
                .encoding(JsonPayloads.readable())
                .limits(new CodecLimits(64, HEAP_BYTES, 64, 1 << 20))
                .build();
        TYPES.forEach(codecs::register);
        return codecs;
    }

    /** A byte that says which type is expected, then its JSON; mostly broken. */
    public static Maker maker() {
        Codecs codecs = codecs();
        List<byte[]> seeds = new ArrayList<>();
        Goods.samples()
                .forEach((type, values) -> values.forEach(value -> {
                    byte[] json = written(codecs, type, value);
                    byte[] seed = new byte[1 + json.length];
                    seed[0] = (byte) TYPES.indexOf(type);
                    System.arraycopy(json, 0, seed, 1, json.length);
                    seeds.add(seed);
                }));
        return new Broken(seeds);
    }

    @Override
    public Verdict take(byte[] input) {
        if (input.length == 0) {
            return Verdict.REFUSED;
        }
        Class<?> type = TYPES.get((input[0] & 0xFF) % TYPES.size());
        byte[] json = Arrays.copyOfRange(input, 1, input.length);
        long limitBytes = READER_BYTES + ESTIMATE * HEAP_BYTES + (long) BYTES_FOR_EACH * json.length;
        Object value = heap.<@Nullable Object>watch(limitBytes, () -> readOrNull(type, json));
        if (value == null) {
            return Verdict.REFUSED;
        }
        Object again = readOrNull(type, written(codecs, type, value));
        if (!value.equals(again)) {
            throw new Finding(value + " comes back as " + again);
        }
        return Verdict.ACCEPTED;
    }

    private @Nullable Object readOrNull(Class<?> type, byte[] json) {
        try {
            return codecs.decode(type, Frame.JSON, WireBytes.of(json));
        } catch (WireException refused) {
            PayloadSubject.requireDocumented(refused);
            return null;
        }
    }

    private static byte[] written(Codecs codecs, Class<?> type, Object value) {
        try {
            byte[] json = codecs.encoded(type, codecs.encode(type, value));
            if (json == null) {
                throw new Finding(value + " is too long in JSON");
            }
            return json;
        } catch (WireException refused) {
            throw new Finding(value + " was read and cannot be written", refused);
        }
    }
}
