package dev.parley.wire;

import java.nio.ByteBuffer;

/**
 * Turns frames into bytes, back to back in one growing buffer.
 *
 * <p>Threading: owner thread only.
 */
public final class FrameEncoder {

    public FrameEncoder() {}

    /** The bytes of one frame alone. */
    public static byte[] bytesOf(Frame frame) throws WireException {
        throw new UnsupportedOperationException();
    }

    /** Appends a frame; a frame that is refused leaves the buffer as it was. */
    public void encode(Frame frame) throws WireException {
        throw new UnsupportedOperationException();
    }

    /** How many bytes wait. */
    public int size() {
        throw new UnsupportedOperationException();
    }

    /** All bytes that wait, as a read-only view that is valid until the next call of any method. */
    public ByteBuffer bytes() {
        throw new UnsupportedOperationException();
    }

    /** Forgets the bytes. */
    public void clear() {
        throw new UnsupportedOperationException();
    }
}
