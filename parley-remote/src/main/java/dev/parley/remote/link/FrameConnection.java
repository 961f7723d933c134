package dev.parley.remote.link;

import dev.parley.remote.transport.Connection;
import dev.parley.remote.transport.ConnectionHandler;
import dev.parley.remote.transport.DialFailure;
import dev.parley.spi.Dispatcher;
import dev.parley.wire.Frame;
import dev.parley.wire.FrameDecoder;
import dev.parley.wire.FrameEncoder;
import dev.parley.wire.WireError;
import dev.parley.wire.WireException;
import dev.parley.wire.WireLimits;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A connection that carries frames. {@link #send} gathers, {@link #flush} writes what the transport takes.
 *
 * <p>Threading: the loop. Limits: about {@value #FULL_BYTES} bytes gathered besides system messages, see
 * {@link #isFull}.
 *
 * <p>Failure: bytes that are no frames end the connection with a BYE that says why; the listener hears of the end.
 */
final class FrameConnection implements ConnectionHandler {
    private static final int FULL_BYTES = 64 << 10;

    /** What happens on it. */
    interface Listener {
        /** It is open. */
        void onOpen(FrameConnection connection);

        /** The dial came to nothing. */
        void onDialFailed(FrameConnection connection, DialFailure failure);

        /** A frame came, whose payload is lent for as long as the call lasts. */
        void onFrame(FrameConnection connection, Frame frame);

        /** All frames that had come are handed over. */
        void onPause(FrameConnection connection);

        /** There is room to send again. */
        void onRoom(FrameConnection connection);

        /** The peer broke the protocol; it was told why and the connection has ended. */
        void onBroken(FrameConnection connection, WireError error, String what);

        /** It has ended. */
        void onClosed(FrameConnection connection, String cause);
    }

    private final FrameDecoder decoder = new FrameDecoder(WireLimits.beforeHandshake());
    private final FrameEncoder encoder = new FrameEncoder();
    private final Dispatcher dispatcher;
    private Listener listener;
    private @Nullable Connection connection;
    private @Nullable BooleanSupplier waitedFor;
    private boolean ended;
    private long writtenBytes;
    private long writtenBytesAtRest;
    private int stillBeats;

    /** Actors to whom frames bring messages are told together when all that had come is read. */
    FrameConnection(Dispatcher dispatcher, Listener listener) {
        this.dispatcher = dispatcher;
        this.listener = listener;
        decoder.lend();
    }

    /** The handshake is over: longer frames from now on, heard by somebody else. */
    void promote(Listener next, WireLimits limits) {
        decoder.limits(limits);
        listener = next;
    }

    /** The peer takes by its place what it was told before. */
    void intern() {
        encoder.intern();
    }

    /** Gives a frame that came before {@link #promote} to the present listener. */
    void handOver(Frame frame) {
        listener.onFrame(this, frame);
    }

    boolean isOpen() {
        return connection != null && !ended;
    }

    /** Whether frames that can wait should. */
    boolean isFull() {
        return encoder.size() >= FULL_BYTES;
    }

    /** The other end, for logs. */
    String remote() {
        return connection == null
                ? "an unopened connection"
                : connection.remote().toString();
    }

    /** Gathers a frame; it is dropped when the connection has ended. */
    void send(Frame frame) {
        if (isOpen()) {
            try {
                encoder.encode(frame);
            } catch (WireException tooLarge) {
                throw new IllegalStateException("a frame above the limit got past its check", tooLarge);
            }
        }
    }

    /** Writes what the transport takes now. */
    void flush() {
        Connection open = connection;
        if (open == null || ended) {
            return;
        }
        boolean all = true;
        while (all && encoder.size() > 0) {
            ByteBuffer next = encoder.next();
            int taken = open.write(next);
            encoder.take(taken);
            writtenBytes += taken;
            all = !next.hasRemaining();
        }
        if (isFull()) {
            open.giveWay();
        }
    }

    /** Says why, then ends. */
    void close(WireError reason, String text) {
        if (isOpen()) {
            send(new Frame.Bye(reason, text));
            close();
        }
    }

    /** Says why, then ends, also when it has not begun; nothing is done when there is none. */
    static void drop(@Nullable FrameConnection ending, WireError why) {
        if (ending != null) {
            ending.close(why, why.sentence());
            ending.close();
        }
    }

    /** Ends it; nothing is heard from it any more but {@code onClosed}. */
    void close() {
        Connection open = connection;
        if (open != null && !ended) {
            int before;
            do { // the farewell shall arrive whole if there is room for it
                before = encoder.size();
                flush();
            } while (encoder.size() > 0 && encoder.size() < before);
            ended = true;
            open.close();
        }
        ended = true;
    }

    @Override
    public void onOpen(Connection opened) {
        connection = opened;
        if (ended) {
            opened.close();
        } else {
            listener.onOpen(this);
            flush();
        }
    }

    @Override
    public void onDialFailed(DialFailure failure) {
        if (!ended) {
            ended = true;
            listener.onDialFailed(this, failure);
        }
    }

    @Override
    public void onBytes(ByteBuffer bytes) {
        if (!ended) {
            dispatcher.together(() -> read(bytes));
        }
    }

    /** Hands no frame over any more until that holds. */
    void waitFor(BooleanSupplier condition) {
        if (connection != null && !condition.getAsBoolean()) {
            waitedFor = condition;
            connection.pauseReading();
        }
    }

    /** Goes on if what it waits for holds. */
    void goOn() {
        if (waitedFor != null && connection != null && !ended && waitedFor.getAsBoolean()) {
            waitedFor = null;
            connection.resumeReading();
            dispatcher.together(this::readOn);
        }
    }

    /** On each beat: gives back what was needed for large frames; how many bytes have left since the last one. */
    long rest() {
        decoder.rest();
        long leftBytes = writtenBytes - writtenBytesAtRest;
        stillBeats = encoder.size() > 0 && leftBytes == 0 ? stillBeats + 1 : 0;
        writtenBytesAtRest = writtenBytes;
        return leftBytes;
    }

    /** What was gathered and has not left. */
    int gatheredBytes() {
        return encoder.size();
    }

    /** For how many beats nothing has left, though something waits. */
    int stillBeats() {
        return stillBeats;
    }

    private void read(ByteBuffer bytes) {
        decoder.feed(bytes);
        readOn();
        if (connection != null && decoder.bufferedBytes() >= FULL_BYTES) {
            connection.giveWay();
        }
    }

    private void readOn() {
        try {
            while (!ended && waitedFor == null) {
                Optional<Frame> frame = decoder.next();
                if (frame.isEmpty()) {
                    break;
                }
                listener.onFrame(this, frame.get());
            }
            if (!ended) {
                listener.onPause(this);
            }
            flush();
        } catch (WireException broken) {
            refuse(broken.error(), String.valueOf(broken.getMessage()));
        }
    }

    /** Ends it because the peer broke the protocol. */
    void refuse(WireError error, String what) {
        close(error, error + ": " + what);
        listener.onBroken(this, error, what);
    }

    @Override
    public void onWritable() {
        flush();
        if (!ended) {
            listener.onRoom(this);
        }
    }

    @Override
    public void onClosed(String cause) {
        if (!ended) {
            ended = true;
            listener.onClosed(this, cause);
        }
    }
}
