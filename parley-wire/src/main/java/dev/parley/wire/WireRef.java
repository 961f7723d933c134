package dev.parley.wire;

import java.util.Objects;

/**
 * An actor as the wire names it: node, path and incarnation. Bytes only: it carries no right and opens no connection.
 *
 * <p>Threading: immutable.
 *
 * @param node where the actor lives; it listens, because a guest's actors live under its member's address
 * @param path {@code /user/room}: names of {@code [A-Za-z0-9_.~-]{1,64}} other than {@code .} and {@code ..}, at most
 *     32 deep; empty only in {@link #NONE}
 * @param incarnation which actor under that path; 0 = "whoever is exported there"
 */
public record WireRef(WireNode node, String path, long incarnation) {

    /** No actor: the source of a message told from outside any actor, for example. */
    public static final WireRef NONE = new WireRef(WireNode.unlisted(0), "", 0);

    public WireRef {
        Objects.requireNonNull(node, "node");
        Objects.requireNonNull(path, "path");
        boolean none = path.isEmpty() && incarnation == 0 && node.equals(WireNode.unlisted(0));
        if (!none) {
            String complaint = node.listens() ? WirePath.complaintAbout(path) : "a ref needs a node that listens";
            if (!complaint.isEmpty()) {
                throw new IllegalArgumentException(complaint);
            }
        }
    }

    /** Whether this is {@link #NONE}. */
    public boolean isNone() {
        return path.isEmpty();
    }

    @Override
    public String toString() {
        return isNone() ? "(none)" : "actor://" + node + path + "#" + Long.toHexString(incarnation);
    }
}
