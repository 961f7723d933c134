package dev.parley.wire;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Turns the bytes of one connection into frames, however the bytes are split.
 *
 * <p>Threading: owner thread only.
 */
public final class FrameDecoder {

    public FrameDecoder(WireLimits limits) {}

    /** Raises or lowers what is accepted from the next frame on; the handshake raises it once. */
    public void limits(WireLimits limits) {
        throw new UnsupportedOperationException();
    }

    /** The version agreed on: every later frame must carry it. */
    public void version(int version) {
        throw new UnsupportedOperationException();
    }

    /** Takes all remaining bytes; call {@link #next} until it is empty before feeding more. */
    public void feed(ByteBuffer bytes) {
        throw new UnsupportedOperationException();
    }

    /** The next whole frame, if there is one. After a refusal every call refuses: the stream has no boundary any more. */
    public Optional<Frame> next() throws WireException {
        throw new UnsupportedOperationException();
    }
}
