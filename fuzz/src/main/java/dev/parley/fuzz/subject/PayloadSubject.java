package dev.parley.fuzz.subject;

import dev.parley.fuzz.Finding;
import dev.parley.fuzz.Maker;
import dev.parley.fuzz.Subject;
import dev.parley.fuzz.make.Payloads;
import dev.parley.fuzz.make.Vectors;
import dev.parley.wire.CodecLimits;
import dev.parley.wire.Codecs;
import dev.parley.wire.WireError;
import dev.parley.wire.WireException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The record codec. Promises: a value, or a refusal with a number that payloads have; memory within three times the
 * heap budget, which is an estimate; what was accepted is written as bytes that are read as the same value and written
 * as the same bytes.
 */
public final class PayloadSubject implements Subject {
    private static final Set<WireError> REFUSALS = EnumSet.range(WireError.PAYLOAD_TRUNCATED, WireError.UNKNOWN_TYPE);
    private static final List<Class<?>> TYPES = List.copyOf(Goods.samples().keySet());

    /** What nobody would notice: the reader itself, and the text of a refusal. */
    private static final long READER_BYTES = 4 << 10;

    private static final int ESTIMATE = 3;

    private final Heap heap = new Heap(16);
    private final Budget[] budgets = {new Budget(64 << 20), new Budget(64 << 10), new Budget(2 << 10)};

    /** A codec with a heap budget of its own. */
    private record Budget(long bytes, Codecs codecs) {
        Budget(long bytes) {
            this(bytes, codecs(bytes));
        }

        private static Codecs codecs(long heapBytes) {
            Codecs codecs = Codecs.builder()
                    .limits(new CodecLimits(64, heapBytes, 64, 1 << 20))
                    .build();
            TYPES.forEach(codecs::register);
            return codecs;
        }
    }

    /** A byte that says which type is expected, then the payload. */
    public static Maker maker() {
        Codecs codecs = new Budget(1 << 20).codecs();
        List<List<byte[]>> byType = new ArrayList<>();
        List<byte[]> others = new ArrayList<>(Vectors.payloads());
        Goods.samples().forEach((type, values) -> {
            List<byte[]> payloads =
                    values.stream().map(value -> written(codecs, type, value)).toList();
            byType.add(payloads);
            others.addAll(payloads);
        });
        return new Payloads(byType, others);
    }

    @Override
    public Verdict take(byte[] input) {
        if (input.length == 0) {
            return Verdict.REFUSED;
        }
        Class<?> type = TYPES.get((input[0] & 0xFF) % TYPES.size());
        byte[] payload = Arrays.copyOfRange(input, 1, input.length);
        int variant = Arrays.hashCode(input) & 0xF;
        Budget budget = budgets[variant < 12 ? 0 : variant < 14 ? 1 : 2];
        Object value = heap.<@Nullable Object>watch(
                READER_BYTES + ESTIMATE * budget.bytes(), () -> readOrNull(budget.codecs(), type, payload));
        if (value == null) {
            return Verdict.REFUSED;
        }
        requireStable(budget.codecs(), type, value);
        return Verdict.ACCEPTED;
    }

    private static @Nullable Object readOrNull(Codecs codecs, Class<?> type, byte[] payload) {
        try {
            return codecs.decode(type, payload);
        } catch (WireException refused) {
            requireDocumented(refused);
            return null;
        }
    }

    /** A number of payloads, and no exception of ours behind it. */
    static void requireDocumented(WireException refused) {
        Throwable cause = refused.getCause();
        boolean ofUser = cause == null
                || (cause instanceof IllegalArgumentException
                        && String.valueOf(cause.getMessage()).startsWith(Goods.Percent.RULE));
        if (!ofUser || !REFUSALS.contains(refused.error())) {
            throw new Finding("a payload is not refused for " + refused.error() + ": " + refused.getMessage(), refused);
        }
    }

    private static void requireStable(Codecs codecs, Class<?> type, Object value) {
        byte[] bytes = written(codecs, type, value);
        Object again = readOrNull(codecs, type, bytes);
        if (again == null || !value.equals(again)) {
            throw new Finding(value + " comes back as " + again);
        }
        if (!Arrays.equals(bytes, written(codecs, type, again))) {
            throw new Finding(value + " is written in two ways");
        }
    }

    private static byte[] written(Codecs codecs, Class<?> type, Object value) {
        try {
            return codecs.encode(type, value);
        } catch (WireException refused) {
            throw new Finding(value + " was read and cannot be written", refused);
        }
    }
}
