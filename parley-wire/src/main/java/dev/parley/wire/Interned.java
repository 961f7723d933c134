package dev.parley.wire;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one side of a connection has named once, and from then on names by its place. Who writes has the same table as
 * who reads, since both go by the same bytes; who writes chooses the places.
 *
 * <p>Threading: owner thread only.
 * <p>Limits: {@value #PLACES} values, a new one takes the place of an older; no memory before the first.
 *
 * @param <T> the value, immutable
 */
final class Interned<T> {
    static final int PLACES = 256;

    private @Nullable Object @Nullable [] values;

    /** Where a value with this hash belongs. */
    static int place(int hash) {
        return (hash ^ hash >>> 8 ^ hash >>> 16 ^ hash >>> 24) & (PLACES - 1);
    }

    /** What is there; null when nothing was put there. */
    @SuppressWarnings("unchecked") // only put writes
    @Nullable
    T at(int place) {
        return values == null ? null : (T) values[place];
    }

    /** Puts a value there if it is not there yet; false when it was. */
    boolean put(int place, T value) {
        if (values == null) {
            values = new Object[PLACES];
        }
        if (Objects.equals(value, values[place])) {
            return false;
        }
        values[place] = value;
        return true;
    }

    /** Both tables of one direction of a connection. */
    record Tables(Interned<WireRef> refs, Interned<String> names) {
        Tables() {
            this(new Interned<>(), new Interned<>());
        }
    }
}
