package dev.parley.fuzz.make;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** The ways in which bytes break, whatever they mean. Pure but for the chance that it is given. */
public final class Damage {
    /** Longest input: what is longer finds nothing that a shorter one does not. */
    static final int MAX_BYTES = 1 << 14;

    /** Numbers at the edges of fields of 1, 2, 4 and 8 bytes. */
    private static final long[] EDGES = {
        0,
        1,
        2,
        0x17,
        0x18,
        0x1f,
        0x7f,
        0x80,
        0xc3,
        0xff,
        0x7fff,
        0x8000,
        0xfffe,
        0xffff,
        Integer.MAX_VALUE,
        Integer.MIN_VALUE,
        -1,
        -2,
        Long.MAX_VALUE,
        Long.MIN_VALUE
    };

    private Damage() {}

    /** A number that sits at the edge of something, or any. */
    public static long edge(RandomGenerator chance) {
        return chance.nextInt(8) == 0 ? chance.nextLong() : EDGES[chance.nextInt(EDGES.length)] + chance.nextInt(2);
    }

    /** Broken once; {@code other} is where parts are borrowed from. */
    public static byte[] once(RandomGenerator chance, byte[] bytes, byte[] other) {
        if (bytes.length == 0) {
            return new byte[] {(byte) chance.nextInt()};
        }
        int at = chance.nextInt(bytes.length);
        return switch (chance.nextInt(9)) {
            case 0 -> with(bytes, at, bytes[at] ^ (1 << chance.nextInt(8)));
            case 1 -> with(bytes, at, chance.nextInt());
            case 2 -> withNumber(bytes, at, 1 << chance.nextInt(4), edge(chance));
            case 3 -> Arrays.copyOf(bytes, at);
            case 4 -> spliced(bytes, at, at, noise(chance, 1 + chance.nextInt(8)));
            case 5 -> spliced(bytes, at, Math.min(bytes.length, at + 1 + chance.nextInt(8)), new byte[0]);
            case 6 -> repeated(chance, bytes, at);
            case 7 -> spliced(bytes, at, Math.min(bytes.length, at + chance.nextInt(16)), part(chance, other));
            default -> spliced(bytes, at, bytes.length, tail(chance, other));
        };
    }

    /** Broken once to three times. */
    public static byte[] some(RandomGenerator chance, byte[] bytes, byte[] other) {
        byte[] broken = bytes;
        for (int times = 1 + Math.max(0, chance.nextInt(5) - 2); times > 0; times--) {
            broken = once(chance, broken, other);
        }
        return broken;
    }

    /** Something else in the place of a range. */
    static byte[] spliced(byte[] bytes, int from, int to, byte[] fresh) {
        byte[] result = Arrays.copyOf(bytes, from + fresh.length + bytes.length - to);
        System.arraycopy(fresh, 0, result, from, fresh.length);
        System.arraycopy(bytes, to, result, from + fresh.length, bytes.length - to);
        return result.length > MAX_BYTES ? Arrays.copyOf(result, MAX_BYTES) : result;
    }

    /** The same with a number of so many bytes, most significant first. */
    static byte[] withNumber(byte[] bytes, int at, int width, long value) {
        byte[] result = bytes.clone();
        for (int i = 0; i < width && at + i < result.length; i++) {
            result[at + i] = (byte) (value >>> (Byte.SIZE * (width - 1 - i)));
        }
        return result;
    }

    static byte[] noise(RandomGenerator chance, int length) {
        byte[] noise = new byte[length];
        chance.nextBytes(noise);
        return noise;
    }

    private static byte[] with(byte[] bytes, int at, int value) {
        byte[] result = bytes.clone();
        result[at] = (byte) value;
        return result;
    }

    private static byte[] repeated(RandomGenerator chance, byte[] bytes, int at) {
        int length = Math.min(bytes.length - at, 1 + chance.nextInt(12));
        int times = chance.nextInt(16) == 0 ? 1 << chance.nextInt(10) : 1 + chance.nextInt(4);
        byte[] many = new byte[Math.min(MAX_BYTES, length * times)];
        for (int i = 0; i < many.length; i++) {
            many[i] = bytes[at + i % length];
        }
        return spliced(bytes, at, at, many);
    }

    private static byte[] part(RandomGenerator chance, byte[] other) {
        int from = other.length == 0 ? 0 : chance.nextInt(other.length);
        return Arrays.copyOfRange(other, from, Math.min(other.length, from + 1 + chance.nextInt(32)));
    }

    private static byte[] tail(RandomGenerator chance, byte[] other) {
        return other.length == 0 ? other : Arrays.copyOfRange(other, chance.nextInt(other.length), other.length);
    }
}
