package dev.parley.wire;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** What lists, sets and maps have in common. */
final class Containers {

    private Containers() {}

    /** The elements at one moment: what is counted is what is written, even if the collection moves meanwhile. */
    static Object[] elementsOf(Collection<?> collection) throws WireException {
        @Nullable Object[] elements = collection.toArray();
        Object[] present = new Object[elements.length];
        for (int i = 0; i < elements.length; i++) {
            present[i] = present(elements[i], "an element of a collection");
        }
        return present;
    }

    static Object present(@Nullable Object value, String what) throws WireException {
        if (value == null) {
            throw new WireException(WireError.MISSING_FIELD, what + " is null: use Optional");
        }
        return value;
    }

    /** The sender's half of the limit on keys whose hashes can be made to collide. */
    static void requireFew(int keys, boolean comparable, CborWriter out) throws WireException {
        if (!comparable && keys > out.limits().recordKeys()) {
            throw new WireException(WireError.NOT_ENCODABLE, tooMany(keys, out.limits()));
        }
    }

    /** The receiver's half, and the heap that the table needs. */
    static void chargeTable(int keys, boolean comparable, CborReader in) throws WireException {
        if (!comparable && keys > in.limits().recordKeys()) {
            throw in.refused(WireError.OVER_BUDGET, tooMany(keys, in.limits()));
        }
        in.charge(HeapEstimate.TABLE_BYTES + HeapEstimate.TABLE_BYTES * (long) keys);
    }

    private static String tooMany(int keys, CodecLimits limits) {
        return keys + " elements or keys that are not Comparable, at most " + limits.recordKeys()
                + ": use a List, or make them Comparable";
    }
}
