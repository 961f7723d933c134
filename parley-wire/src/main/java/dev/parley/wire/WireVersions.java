package dev.parley.wire;

import java.util.OptionalInt;

/**
 * The versions of the wire that a node speaks, lowest to highest.
 *
 * <p>Threading: immutable.
 *
 * @param lowest 1 to 255
 * @param highest 1 to 255, not below the lowest
 */
public record WireVersions(int lowest, int highest) {

    /** The version of every frame before two nodes agreed: HELLO, and the BYE that refuses one. */
    public static final int FIRST = 1;

    /** What this library speaks. */
    public static final WireVersions OURS = new WireVersions(FIRST, FIRST);

    public WireVersions {
        String complaint = complaintAbout(lowest, highest);
        if (!complaint.isEmpty()) {
            throw new IllegalArgumentException(complaint);
        }
    }

    /** The highest version that both sides speak; empty if there is none. */
    public OptionalInt agreedWith(WireVersions other) {
        int agreed = Math.min(highest, other.highest);
        return agreed >= Math.max(lowest, other.lowest) ? OptionalInt.of(agreed) : OptionalInt.empty();
    }

    public boolean contains(int version) {
        return lowest <= version && version <= highest;
    }

    /** What is wrong with a range, or the empty text; shared with the decoder. */
    static String complaintAbout(int lowest, int highest) {
        boolean fits = lowest >= 1 && lowest <= highest && highest <= 0xFF;
        return fits ? "" : "versions " + lowest + " to " + highest + " are no range within 1 to 255";
    }
}
