package dev.parley.wire;

import org.jspecify.annotations.Nullable;

/** The bytes of nodes, refs and slots, both ways. */
final class WireRefs {

    /** Kind byte of an absent ref. */
    static final int ABSENT = 0;

    /** Kind byte of a ref in full. */
    static final int FULL = 1;

    /** Kind byte of a ref that was put at a place before. */
    static final int INTERNED = 2;

    /** Kind byte of a ref in full that is put at a place. */
    static final int INTERNING = 4;

    private WireRefs() {}

    /** Writes a ref; with a table as short as that allows. */
    static void ref(WireRef ref, Interned.@Nullable Tables told, ByteSink out) {
        if (ref.isNone()) {
            out.u8(ABSENT);
        } else if (told == null) {
            full(ref, out.u8(FULL));
        } else {
            int place = Interned.place(31 * ref.path().hashCode() + Long.hashCode(ref.incarnation()));
            if (told.refs().put(place, ref)) {
                full(ref, out.u8(INTERNING).u8(place));
            } else {
                out.u8(INTERNED).u8(place);
            }
        }
    }

    private static void full(WireRef ref, ByteSink out) {
        node(ref.node(), out);
        path(ref.path(), out).u64(ref.incarnation());
    }

    static ByteSink path(String path, ByteSink out) {
        return out.u16(path.length()).ascii(path);
    }

    static void node(WireNode node, ByteSink out) {
        out.u8(node.host().length()).ascii(node.host()).u16(node.port()).u64(node.incarnation());
    }

    static void slot(WireSlot slot, ByteSink out) {
        node(slot.node(), out);
        out.u64(slot.guest()).u64(slot.id());
    }

    static WireRef ref(FrameReader in) throws WireException {
        int kind = in.u8();
        return switch (kind) {
            case ABSENT -> WireRef.NONE;
            case FULL -> full(in);
            case INTERNED -> in.internedRef();
            case INTERNING -> in.refToIntern();
            default -> throw in.refused(WireError.BAD_REF, "a ref of kind " + kind + " is not known");
        };
    }

    /** What follows the kind of a ref in full. */
    static WireRef full(FrameReader in) throws WireException {
        WireNode node = listeningNode(in);
        return new WireRef(node, path(in), in.u64());
    }

    static String path(FrameReader in) throws WireException {
        int length = in.u16();
        if (length > WirePath.MAX_BYTES) {
            throw in.refused(WireError.BAD_REF, "a path of " + length + " bytes is longer than " + WirePath.MAX_BYTES);
        }
        String path = in.latin1(length);
        require(WirePath.complaintAbout(path), in);
        return path;
    }

    static WireNode node(FrameReader in) throws WireException {
        String host = in.latin1(in.u8());
        int port = in.u16();
        require(WireNode.complaintAbout(host, port), in);
        return new WireNode(host, port, in.u64());
    }

    static WireSlot slot(FrameReader in) throws WireException {
        WireNode node = listeningNode(in);
        long guest = in.u64();
        long id = in.u64();
        if (id == 0) {
            throw in.refused(WireError.BAD_REF, "a slot's id is never 0");
        }
        return new WireSlot(node, guest, id);
    }

    private static WireNode listeningNode(FrameReader in) throws WireException {
        WireNode node = node(in);
        if (!node.listens()) {
            throw in.refused(WireError.BAD_REF, "a ref and a slot need a node that listens");
        }
        return node;
    }

    private static void require(String complaint, FrameReader in) throws WireException {
        if (!complaint.isEmpty()) {
            throw in.refused(WireError.BAD_REF, complaint);
        }
    }
}
