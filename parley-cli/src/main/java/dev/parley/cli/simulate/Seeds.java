package dev.parley.cli.simulate;

import java.util.PrimitiveIterator;
import java.util.stream.LongStream;

/**
 * Which seeds one process runs: every {@code step}th from {@code first} up to {@code last}.
 *
 * @param first the first one
 * @param last none is beyond it
 * @param step from one to the next
 */
record Seeds(long first, long last, long step) {
    /** All of these. */
    static Seeds range(long first, long count) {
        return new Seeds(first, first + count - 1, 1);
    }

    /** That part of them which falls to one of several processes. */
    Seeds share(int index, int of) {
        return new Seeds(first + index * step, last, step * of);
    }

    /** Every {@code n}th of them. */
    Seeds every(long n) {
        return new Seeds(first, last, step * n);
    }

    long count() {
        return first > last ? 0 : (last - first) / step + 1;
    }

    PrimitiveIterator.OfLong iterator() {
        return LongStream.iterate(first, seed -> seed <= last, seed -> seed + step)
                .iterator();
    }

    /** As an argument of a command. */
    @Override
    public String toString() {
        return first + ":" + last + ":" + step;
    }

    /** Reads what {@link #toString} writes. */
    static Seeds parse(String text) {
        String[] parts = text.split(":", -1);
        return new Seeds(Long.parseLong(parts[0]), Long.parseLong(parts[1]), Long.parseLong(parts[2]));
    }
}
