package dev.parley.testkit.simulation;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is in force at this moment: values that have begun and not ended, each as often as it began. Several faults may
 * lie over one target; it is well when none is left.
 */
final class Active<T> {
    private final List<Entry<T>> entries = new ArrayList<>();

    /** Puts a value in force, on top of what is; running the result ends it, once. */
    Runnable begin(T value) {
        Entry<T> entry = new Entry<>(value);
        entries.add(entry);
        return () -> entries.remove(entry);
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    /** What began last of all that is in force. */
    @Nullable
    T latest() {
        return entries.isEmpty() ? null : entries.getLast().value;
    }

    /** Ends all; their own ends then do nothing. */
    void clear() {
        entries.clear();
    }

    /** Not a record: two entries of one value differ. */
    private static final class Entry<T> {
        private final T value;

        Entry(T value) {
            this.value = value;
        }
    }
}
