package dev.parley.testkit.simulation;

import java.nio.ByteBuffer;

/**
 * Counts the frames in the bytes that go into one connection, by the lengths that they begin with. Bytes that are no
 * frames give some number.
 *
 * <p>Threading: the driver.
 */
final class FrameCount {
    private static final int LENGTH_BYTES = 4;

    private long frames;
    /** How much of the present frame is still to come, once its length is known. */
    private long rest;

    private int length;
    private int lengthBytes;

    /** The next bytes of the stream, of which nothing is taken. */
    void add(ByteBuffer bytes) {
        int position = bytes.position();
        while (position < bytes.limit()) {
            if (rest > 0) {
                int step = (int) Math.min(rest, bytes.limit() - position);
                rest -= step;
                position += step;
            } else {
                length = length << Byte.SIZE | Byte.toUnsignedInt(bytes.get(position++));
                lengthBytes++;
                if (lengthBytes == LENGTH_BYTES) {
                    rest = Integer.toUnsignedLong(length);
                    length = 0;
                    lengthBytes = 0;
                    frames++;
                }
            }
        }
    }

    /** How many have begun. */
    long frames() {
        return frames;
    }
}
