package dev.parley.wire;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What came before on the same connection, by its bytes: most frames name the actors and the type that an earlier one
 * named, and what was checked once needs no second check and no second copy.
 *
 * <p>Threading: owner thread only.
 * <p>Limits: {@value #PLACES} values of at most {@value #MAX_BYTES} bytes; a new one takes the place of an older.
 *
 * @param <T> the value, immutable
 */
final class Recent<T> {
    private static final int PLACES = 64;
    private static final int MAX_BYTES = 512;

    private final @Nullable Known[] places = new @Nullable Known[PLACES];

    private record Known(
            @SuppressWarnings("ArrayRecordComponent") byte[] bytes, Object value) {}

    /** The value that these bytes had before; null if that is not known any more. */
    @SuppressWarnings("unchecked") // only add puts values in
    @Nullable
    T get(byte[] array, int from, int length) {
        Known known = places[place(array, from, length)];
        return known != null
                        && known.bytes.length == length
                        && Arrays.equals(known.bytes, 0, length, array, from, from + length)
                ? (T) known.value
                : null;
    }

    void add(byte[] array, int from, int length, T value) {
        if (length > 0 && length <= MAX_BYTES) {
            places[place(array, from, length)] = new Known(Arrays.copyOfRange(array, from, from + length), value);
        }
    }

    /** Refs end with what tells actors apart, names differ most at their end too. */
    private static int place(byte[] array, int from, int length) {
        int end = from + length;
        int last = length < 2 ? 0 : array[end - 2] * 31 + array[end - 1];
        return (last * 31 + length) & (PLACES - 1);
    }
}
