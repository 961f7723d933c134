package dev.parley.wire;

/**
 * What one connection accepts in one frame. Every length is checked as a frame announces it, before anything is
 * allocated for it.
 *
 * <p>Threading: immutable.
 *
 * @param frameBytes longest frame, in bytes after its length field, {@value #MIN_FRAME_BYTES} to
 *     {@value #MAX_FRAME_BYTES}
 * @param payloadBytes longest payload of a message, reply or spawn in such a frame, in bytes
 * @param interns whether a frame may name by its place what an earlier one named in full
 */
public record WireLimits(int frameBytes, int payloadBytes, boolean interns) {

    /** No frame is shorter than its header with two absent refs. */
    public static final int MIN_FRAME_BYTES = 6;

    /** Longest payload of a message, reply or spawn: 16 MiB. */
    public static final int MAX_PAYLOAD_BYTES = 16 << 20;

    /** What a frame has besides its payload, with every field at its longest, and some room. */
    private static final int HEADER_BYTES = 16 << 10;

    /** Longest frame there is: a payload at its longest with every header field at its longest. */
    public static final int MAX_FRAME_BYTES = MAX_PAYLOAD_BYTES + HEADER_BYTES;

    /** A connection that has not proved who it is: 4 KiB, four times what a HELLO at its longest needs. */
    public static WireLimits beforeHandshake() {
        return new WireLimits(4 << 10, 4 << 10, false);
    }

    /** A connection after the handshake: payloads of 16 MiB. */
    public static WireLimits defaults() {
        return new WireLimits(MAX_FRAME_BYTES, MAX_PAYLOAD_BYTES, true);
    }

    /** The connection of a minimal link after the handshake: payloads of 64 KiB, nothing interned. */
    public static WireLimits minimal() {
        int payloadBytes = 64 << 10;
        return new WireLimits(payloadBytes + HEADER_BYTES, payloadBytes, false);
    }

    public WireLimits {
        if (frameBytes < MIN_FRAME_BYTES || frameBytes > MAX_FRAME_BYTES) {
            throw new IllegalArgumentException("a frame limit of " + frameBytes + " bytes is not within "
                    + MIN_FRAME_BYTES + " to " + MAX_FRAME_BYTES);
        }
        if (payloadBytes < 0 || payloadBytes > frameBytes) {
            throw new IllegalArgumentException("a payload of " + payloadBytes + " bytes is no part of a frame");
        }
    }
}
