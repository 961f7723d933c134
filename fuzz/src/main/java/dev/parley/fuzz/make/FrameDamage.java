package dev.parley.fuzz.make;

import java.util.random.RandomGenerator;

/** Breaks a frame where frames have something to break: their length, version, type, flags and fields. */
final class FrameDamage {
    private static final int LENGTH_BYTES = Integer.BYTES;
    private static final int VERSION_AT = 4;
    private static final int TYPE_AT = 5;
    private static final int FLAGS_AT = 6;
    private static final int REFS_AT = 8;

    private FrameDamage() {}

    /** One frame, broken in one or a few places; its length mostly fits again, so that the damage is met behind it. */
    static byte[] broken(RandomGenerator chance, byte[] frame, byte[] other) {
        byte[] broken = switch (chance.nextInt(8)) {
            case 0 -> header(chance, frame);
            case 1 -> behindHeader(chance, frame, other);
            default -> Damage.some(chance, frame, other);
        };
        return chance.nextInt(8) == 0 || broken.length < REFS_AT ? broken : fitted(broken);
    }

    /** Its length field repaired. */
    static byte[] fitted(byte[] frame) {
        return Damage.withNumber(frame, 0, LENGTH_BYTES, frame.length - (long) LENGTH_BYTES);
    }

    private static byte[] header(RandomGenerator chance, byte[] frame) {
        return switch (chance.nextInt(4)) {
            case 0 -> Damage.withNumber(frame, 0, LENGTH_BYTES, Damage.edge(chance));
            case 1 -> Damage.withNumber(frame, VERSION_AT, 1, chance.nextInt(4));
            case 2 -> Damage.withNumber(frame, TYPE_AT, 1, chance.nextInt(0x2A));
            default -> Damage.withNumber(frame, FLAGS_AT, Short.BYTES, 1L << chance.nextInt(Short.SIZE));
        };
    }

    /** The fields of another frame behind this one's header. */
    private static byte[] behindHeader(RandomGenerator chance, byte[] frame, byte[] other) {
        if (frame.length < REFS_AT || other.length < REFS_AT) {
            return Damage.once(chance, frame, other);
        }
        byte[] rest = java.util.Arrays.copyOfRange(other, REFS_AT, other.length);
        return Damage.spliced(frame, REFS_AT, frame.length, rest);
    }
}
