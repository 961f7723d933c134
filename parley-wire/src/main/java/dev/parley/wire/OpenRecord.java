package dev.parley.wire;

import java.util.ArrayList;
import java.util.List;

/**
 * The map of a record whose entries come in any order, and are counted while they come. What comes out has them
 * ascending. Made by {@link CborWriter#openRecord}.
 *
 * <p>Threading: owner thread only.
 * <p>Limits: at most {@value RecordBinder#MAX_COMPONENTS} entries and that of the leaf, which the caller sees to.
 */
public final class OpenRecord {

    private final CborWriter out;
    private final OpenItems items;
    private final List<Integer> ids = new ArrayList<>();
    private final SortedItems entries;
    private boolean ascending = true;

    OpenRecord(CborWriter out) throws WireException {
        this.out = out;
        this.items = out.openMap();
        this.entries = new SortedItems(out, Long.BYTES);
    }

    /**
     * Begins an entry: exactly one item follows.
     *
     * @throws WireException {@link WireError#KEY_ORDER} if it was there before
     */
    public void entry(int id) throws WireException {
        if (ids.contains(id)) {
            throw new WireException(WireError.KEY_ORDER, "entry " + id + " is there twice");
        }
        ascending &= ids.isEmpty() || ids.getLast() < id;
        ids.add(id);
        entries.next();
        items.next();
        out.writeLong(id);
    }

    /** All entries are there. */
    public void close() {
        if (!ascending) {
            entries.sort(); // keys in their shortest form sort by their bytes as by their value
        }
        items.close();
    }
}
