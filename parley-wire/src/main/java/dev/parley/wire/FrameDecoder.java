package dev.parley.wire;

import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Turns the bytes of one connection into frames, however the bytes are split.
 *
 * <p>Threading: owner thread only.
 * <p>Limits: a frame's length is checked as soon as its four bytes are there. Memory follows the bytes that arrived,
 * not the length that was announced: at most {@value #GROWTH} times these, not more than the limit and what one
 * {@link #feed} brought.
 * <p>Failure: {@link WireException} and nothing else; afterwards the stream has no boundary any more, so every later
 * call of {@link #next} refuses again.
 */
public final class FrameDecoder {

    private static final int INITIAL_BYTES = 512;
    private static final int LENGTH_BYTES = Integer.BYTES;
    private static final int GROWTH = 4;

    /** An empty buffer beyond this is given back, so that one large message does not cost its size for ever. */
    private static final int KEPT_BYTES = 1 << 16;

    /** What one feed may bring of the next frame, behind a large one. */
    private static final int NEXT_BYTES = 1 << 16;

    private final Interned.Tables told = new Interned.Tables();
    private WireLimits limits;
    private byte[] buffer = new byte[INITIAL_BYTES];
    private int start;
    private int end;
    private @Nullable WireException refusal;

    private boolean lends;

    /** Whether nothing was fed since the last {@link #rest}. */
    private boolean resting;

    public FrameDecoder(WireLimits limits) {
        this.limits = Objects.requireNonNull(limits, "limits");
    }

    /** Raises or lowers what is accepted from the next frame on; the end of the handshake raises it. */
    public void limits(WireLimits newLimits) {
        limits = Objects.requireNonNull(newLimits, "newLimits");
    }

    /**
     * From now on the payload of a frame is valid until the next call of {@link #next}, {@link #feed} or {@link #rest}
     * only; {@link WireBytes#kept} is for who needs it longer.
     */
    public void lend() {
        lends = true;
    }

    /** Takes all remaining bytes; call {@link #next} until it is empty before feeding more. */
    public void feed(ByteBuffer bytes) {
        resting = false;
        if (refusal != null) {
            bytes.position(bytes.limit());
            return;
        }
        int length = bytes.remaining();
        makeRoom(length);
        bytes.get(buffer, end, length);
        end += length;
    }

    /** The next whole frame, if there is one. Unknown frames that may be skipped are skipped. */
    public Optional<Frame> next() throws WireException {
        if (refusal != null) {
            throw refusal;
        }
        try {
            return Optional.ofNullable(nextKnown());
        } catch (WireException refused) {
            refusal = refused;
            buffer = new byte[0];
            start = 0;
            end = 0;
            throw refused;
        }
    }

    /** From time to time: gives back the room of large frames when none was needed since the last call. */
    public void rest() {
        if (resting && end == start && buffer.length > KEPT_BYTES) {
            moveTo(new byte[KEPT_BYTES], 0);
        }
        resting = true;
    }

    /** Bytes that were fed and belong to no frame yet. */
    public int bufferedBytes() {
        return end - start;
    }

    /** What the buffer costs, for the test of its limit. */
    int heldBytes() {
        return buffer.length;
    }

    private @Nullable Frame nextKnown() throws WireException {
        while (end - start >= LENGTH_BYTES) {
            int length = checkedLength();
            if (end - start - LENGTH_BYTES < length) {
                return null;
            }
            int from = start + LENGTH_BYTES;
            start = from + length;
            FrameReader reader = new FrameReader(limits.interns() ? told : null, lends, buffer, from, start);
            Frame frame = FrameParser.parse(reader, limits.payloadBytes());
            if (frame != null) {
                return frame;
            }
        }
        return null;
    }

    private int checkedLength() throws WireException {
        long length = Integer.toUnsignedLong(BigEndian.intAt(buffer, start));
        if (length > limits.frameBytes()) {
            throw new WireException(
                    WireError.FRAME_TOO_LONG,
                    "a frame of " + length + " bytes is longer than the limit of " + limits.frameBytes());
        }
        if (length < WireLimits.MIN_FRAME_BYTES) {
            throw new WireException(
                    WireError.FRAME_TRUNCATED,
                    "a frame of " + length + " bytes is shorter than its header of " + WireLimits.MIN_FRAME_BYTES);
        }
        return (int) length;
    }

    private void makeRoom(int more) {
        int held = end - start;
        int needed = Math.addExact(held, more);
        if (needed > buffer.length) {
            moveTo(new byte[Math.max(needed, grown(held, needed))], held);
        } else if (more > buffer.length - end) {
            moveTo(buffer, held);
        }
    }

    /** What a large frame needs that has begun, or a step towards it. */
    private int grown(int held, int needed) {
        long whole = held < LENGTH_BYTES ? 0 : Integer.toUnsignedLong(BigEndian.intAt(buffer, start)) + LENGTH_BYTES;
        long step = whole > needed ? Math.min(whole + NEXT_BYTES, (long) GROWTH * buffer.length) : 2L * buffer.length;
        return (int) Math.min(step, limits.frameBytes() + LENGTH_BYTES + NEXT_BYTES);
    }

    private void moveTo(byte[] next, int held) {
        System.arraycopy(buffer, start, next, 0, held);
        buffer = next;
        start = 0;
        end = held;
    }
}
