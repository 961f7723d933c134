package dev.parley.wire;

import java.util.Objects;

/**
 * Where one answer belongs. Whoever holds the slot may answer once; it is separate from every ref and may name a third
 * node.
 *
 * <p>Threading: immutable.
 *
 * @param node the node that waits, or the member of the guest that waits
 * @param guest the guest of that node that waits; 0 = the node itself
 * @param id unguessable, never 0 except in {@link #NONE}
 */
public record WireSlot(WireNode node, long guest, long id) {

    /** No slot: the message is told, nobody waits. */
    public static final WireSlot NONE = new WireSlot(WireNode.unlisted(0), 0, 0);

    public WireSlot {
        Objects.requireNonNull(node, "node");
        boolean none = id == 0 && guest == 0 && node.equals(WireNode.unlisted(0));
        if (!none && (id == 0 || !node.listens())) {
            throw new IllegalArgumentException("a slot needs an id other than 0 and a node that listens");
        }
    }

    /** Whether this is {@link #NONE}. */
    public boolean isNone() {
        return id == 0;
    }
}
