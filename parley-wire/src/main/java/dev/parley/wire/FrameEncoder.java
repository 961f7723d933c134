package dev.parley.wire;

import java.nio.ByteBuffer;

/**
 * Turns frames into bytes, back to back in one growing buffer. A payload is copied once, into that buffer; a large one
 * at the very end not even that.
 *
 * <p>Threading: owner thread only.
 * <p>Limits: payloads of {@link WireLimits#MAX_PAYLOAD_BYTES}. The buffer grows with what waits in it and keeps its
 * size up to {@value #KEPT_BYTES} bytes.
 */
public final class FrameEncoder {

    /** A buffer that grew beyond this is given back when all has been taken. */
    private static final int KEPT_BYTES = 1 << 18;

    private static final int LENGTH_BYTES = Integer.BYTES;

    private ByteSink sink = new ByteSink();
    private int taken;
    private FrameFields fields = new FrameFields(null);

    public FrameEncoder() {}

    /**
     * From the next frame on writes what the same reader read before by its place. Only for a reader who gets all that
     * is written here, in order.
     */
    public void intern() {
        fields = new FrameFields(new Interned.Tables());
    }

    /** The bytes of one frame alone. */
    public static byte[] bytesOf(Frame frame) throws WireException {
        FrameEncoder encoder = new FrameEncoder();
        encoder.encode(frame);
        return encoder.takeAll();
    }

    /**
     * Appends a frame.
     *
     * @throws WireException {@link WireError#PAYLOAD_TOO_LARGE}; the buffer is then as it was before
     */
    public void encode(Frame frame) throws WireException {
        int payloadBytes = payloadBytes(frame);
        if (payloadBytes > WireLimits.MAX_PAYLOAD_BYTES) {
            throw new WireException(
                    WireError.PAYLOAD_TOO_LARGE,
                    "a payload of " + payloadBytes + " bytes is longer than " + WireLimits.MAX_PAYLOAD_BYTES);
        }
        if (taken > KEPT_BYTES && taken >= size()) {
            moveToFront();
        }
        sink.join();
        int start = sink.size();
        sink.u32(0);
        fields.write(frame, sink);
        sink.patchU32(start, sink.size() + sink.tail().length - start - LENGTH_BYTES);
    }

    /** How many bytes wait. */
    public int size() {
        return sink.size() + sink.tail().length - taken;
    }

    /**
     * The next bytes, one or more if any wait, as a read-only view that is valid until the next call of any other
     * method; say with {@link #take} how many of them have gone.
     */
    public ByteBuffer next() {
        int copied = sink.size();
        ByteBuffer rest = taken < copied
                ? ByteBuffer.wrap(sink.array(), taken, copied - taken)
                : ByteBuffer.wrap(sink.tail(), taken - copied, size());
        return rest.slice().asReadOnlyBuffer();
    }

    /** Forgets so many bytes. */
    public void take(int bytes) {
        taken += bytes;
        if (size() == 0) {
            clear();
        }
    }

    /** Takes all bytes out. */
    public byte[] takeAll() {
        ByteBuffer all = ByteBuffer.allocate(size());
        while (all.hasRemaining()) {
            ByteBuffer some = next();
            int bytes = some.remaining();
            all.put(some);
            take(bytes);
        }
        return all.array();
    }

    /** What has been taken goes: a buffer that never runs empty would grow for ever by that. */
    private void moveToFront() {
        byte[] waiting = takeAll();
        sink.bytes(waiting);
    }

    /** What the buffer costs, for the test of its limit. */
    int heldBytes() {
        return sink.array().length + sink.tail().length;
    }

    private void clear() {
        if (sink.array().length > KEPT_BYTES) {
            sink = new ByteSink();
        }
        sink.clear();
        taken = 0;
    }

    private static int payloadBytes(Frame frame) {
        return switch (frame) {
            case Frame.User user -> user.body().payload().length();
            case Frame.Reply reply -> reply.payload().length();
            case Frame.Spawn spawn -> spawn.recipe().args().length();
            case Frame.Schema schema -> schema.text().length();
            case Frame.Hello _,
                    Frame.Heartbeat _,
                    Frame.Bye _,
                    Frame.Ack _,
                    Frame.Lane _,
                    Frame.LaneAt _,
                    Frame.After _,
                    Frame.Refusal _,
                    Frame.Waiting _,
                    Frame.Monitor _,
                    Frame.Unmonitor _,
                    Frame.Terminated _,
                    Frame.Spawned _,
                    Frame.Stop _,
                    Frame.Pause _,
                    Frame.Resume _,
                    Frame.Resumed _ -> 0;
        };
    }
}
