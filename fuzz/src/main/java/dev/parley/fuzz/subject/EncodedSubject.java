package dev.parley.fuzz.subject;

import dev.parley.fuzz.Finding;
import dev.parley.fuzz.Maker;
import dev.parley.fuzz.Subject;
import dev.parley.fuzz.make.Broken;
import dev.parley.wire.CodecLimits;
import dev.parley.wire.Codecs;
import dev.parley.wire.PayloadEncoding;
import dev.parley.wire.WireBytes;
import dev.parley.wire.WireException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Payloads in another encoding than CBOR. Promises: a value, or a refusal with a number that payloads have; memory in
 * proportion to the bytes, and within three times the heap budget for what is built; what was accepted is written in
 * that encoding as bytes that are read as the same value.
 */
public final class EncodedSubject implements Subject {
    private static final List<Class<?>> TYPES = List.copyOf(Goods.samples().keySet());
    private static final long HEAP_BYTES = 64 << 10;
    private static final int ESTIMATE = 3;

    /** The parser's own buffers. */
    private static final long READER_BYTES = 64 << 10;

    private final Heap heap = new Heap(16);
    private final Codecs codecs;
    private final int number;
    private final int bytesForEach;

    /** Where each byte of a payload may have so many bytes allocated while it is read, most of them for a moment. */
    public EncodedSubject(PayloadEncoding encoding, int bytesForEach) {
        this.codecs = codecs(encoding);
        this.number = encoding.number();
        this.bytesForEach = bytesForEach;
    }

    private static Codecs codecs(PayloadEncoding encoding) {
        Codecs codecs = Codecs.builder()
                .encoding(encoding)
                .limits(new CodecLimits(64, HEAP_BYTES, 64, 1 << 20))
                .build();
        TYPES.forEach(codecs::register);
        return codecs;
    }

    /** A byte that says which type is expected, then its payload; mostly broken. */
    public static Maker maker(PayloadEncoding encoding) {
        Codecs codecs = codecs(encoding);
        List<byte[]> seeds = new ArrayList<>();
        Goods.samples()
                .forEach((type, values) -> values.forEach(value -> {
                    byte[] payload = written(codecs, type, value);
                    byte[] seed = new byte[1 + payload.length];
                    seed[0] = (byte) TYPES.indexOf(type);
                    System.arraycopy(payload, 0, seed, 1, payload.length);
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
        byte[] payload = Arrays.copyOfRange(input, 1, input.length);
        long limitBytes = READER_BYTES + ESTIMATE * HEAP_BYTES + (long) bytesForEach * payload.length;
        Object value = heap.<@Nullable Object>watch(limitBytes, () -> readOrNull(type, payload));
        if (value == null) {
            return Verdict.REFUSED;
        }
        Object again = readOrNull(type, written(codecs, type, value));
        if (!value.equals(again)) {
            throw new Finding(value + " comes back as " + again);
        }
        return Verdict.ACCEPTED;
    }

    private @Nullable Object readOrNull(Class<?> type, byte[] payload) {
        try {
            return codecs.decode(type, number, WireBytes.of(payload));
        } catch (WireException refused) {
            PayloadSubject.requireDocumented(refused);
            return null;
        }
    }

    private static byte[] written(Codecs codecs, Class<?> type, Object value) {
        try {
            byte[] payload = codecs.encoded(type, codecs.encode(type, value));
            if (payload == null) {
                throw new Finding(value + " is too long in its encoding");
            }
            return payload;
        } catch (WireException refused) {
            throw new Finding(value + " was read and cannot be written", refused);
        }
    }
}
