package dev.parley.wire;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Sorts what was just written by its bytes, so that equal sets and maps have equal bytes on every machine.
 *
 * <p>Whole entries may be compared instead of keys, because no item is the beginning of another.
 */
final class SortedItems {

    private final CborWriter out;
    private final List<Integer> starts;

    SortedItems(CborWriter out, int items) {
        this.out = out;
        this.starts = new ArrayList<>(items);
    }

    /** The next item begins here. */
    void next() {
        starts.add(out.position());
    }

    /** Brings all items into order; the last one ends here. */
    void sort() {
        if (starts.size() < 2) {
            return;
        }
        int begin = starts.getFirst();
        byte[] written = Arrays.copyOfRange(out.sink().array(), begin, out.position());
        List<Item> items = new ArrayList<>(starts.size());
        for (int i = 0; i < starts.size(); i++) {
            int end = i + 1 < starts.size() ? starts.get(i + 1) : out.position();
            items.add(new Item(starts.get(i) - begin, end - begin));
        }
        items.sort((a, b) -> Arrays.compareUnsigned(written, a.start, a.end, written, b.start, b.end));
        out.sink().truncate(begin);
        for (Item item : items) {
            out.sink().bytes(written, item.start, item.end - item.start);
        }
    }

    private record Item(int start, int end) {}
}
