package dev.parley.wire;

/**
 * What one connection accepts in one frame. Every limit is checked against the length that a frame announces, before
 * anything is allocated for it.
 *
 * <p>Threading: immutable.
 *
 * @param frameBytes longest frame, in bytes after its length field, {@value #MIN_FRAME_BYTES} to
 *     {@value #MAX_FRAME_BYTES}
 */
public record WireLimits(int frameBytes) {

    /** No frame is shorter than its header with two absent refs. */
    public static final int MIN_FRAME_BYTES = 6;

    /** Longest payload of a message, reply or spawn: 16 MiB. */
    public static final int MAX_PAYLOAD_BYTES = 16 << 20;

    /** Longest frame there is: a payload at its longest with every header field at its longest. */
    public static final int MAX_FRAME_BYTES = MAX_PAYLOAD_BYTES + (16 << 10);

    /** A connection that has not proved who it is: 4 KiB, four times what a HELLO at its longest needs. */
    public static WireLimits beforeHandshake() {
        return new WireLimits(4 << 10);
    }

    /** A connection after the handshake: payloads of 16 MiB. */
    public static WireLimits defaults() {
        return new WireLimits(MAX_FRAME_BYTES);
    }

    public WireLimits {
        if (frameBytes < MIN_FRAME_BYTES || frameBytes > MAX_FRAME_BYTES) {
            throw new IllegalArgumentException("a frame limit of " + frameBytes + " bytes is not within "
                    + MIN_FRAME_BYTES + " to " + MAX_FRAME_BYTES);
        }
    }
}
