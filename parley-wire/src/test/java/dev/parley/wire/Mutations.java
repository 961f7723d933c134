package dev.parley.wire;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Damages bytes in the ways in which bytes are damaged; seeded, so that every failure can be repeated. */
final class Mutations {

    /** Numbers that sit at the edges of fields. */
    private static final byte[] EDGES = {0, 1, 0x17, 0x18, 0x1b, 0x1f, 0x7f, (byte) 0x80, (byte) 0xc3, (byte) 0xff};

    private final Random random;
    private final List<byte[]> seeds;

    Mutations(long seed, List<byte[]> seeds) {
        this.random = new Random(seed);
        this.seeds = seeds;
    }

    /** One of the seeds, damaged one to four times. */
    byte[] next() {
        byte[] bytes = seeds.get(random.nextInt(seeds.size())).clone();
        for (int rounds = 1 + random.nextInt(4); rounds > 0; rounds--) {
            bytes = damaged(bytes);
        }
        return bytes;
    }

    private byte[] damaged(byte[] bytes) {
        if (bytes.length == 0) {
            return new byte[] {(byte) random.nextInt()};
        }
        int at = random.nextInt(bytes.length);
        switch (random.nextInt(7)) {
            case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> bytes[at] = (byte) random.nextInt();
            case 2 -> bytes[at] = EDGES[random.nextInt(EDGES.length)];
            case 3 -> {
                return Arrays.copyOf(bytes, at);
            }
            case 4 -> {
                return spliced(bytes, at, at, random.nextInt(1, 9));
            }
            case 5 -> {
                return spliced(bytes, at, Math.min(bytes.length, at + random.nextInt(1, 9)), 0);
            }
            default -> {
                return crossed(bytes, at);
            }
        }
        return bytes;
    }

    /** Random bytes in the place of a range. */
    private byte[] spliced(byte[] bytes, int from, int to, int fresh) {
        byte[] result = new byte[bytes.length - (to - from) + fresh];
        random.nextBytes(result);
        System.arraycopy(bytes, 0, result, 0, from);
        System.arraycopy(bytes, to, result, from + fresh, bytes.length - to);
        return result;
    }

    /** The beginning of these bytes and the end of another seed. */
    private byte[] crossed(byte[] bytes, int at) {
        byte[] other = seeds.get(random.nextInt(seeds.size()));
        int from = other.length == 0 ? 0 : random.nextInt(other.length);
        byte[] result = Arrays.copyOf(bytes, at + other.length - from);
        System.arraycopy(other, from, result, at, other.length - from);
        return result;
    }
}
