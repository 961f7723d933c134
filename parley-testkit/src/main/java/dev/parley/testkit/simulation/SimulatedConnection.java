package dev.parley.testkit.simulation;

import dev.parley.remote.Endpoint;
import dev.parley.remote.transport.Connection;
import dev.parley.remote.transport.ConnectionHandler;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One end of a connection. The buffer that it lends to its handler is at times read-only and is overwritten after the
 * call, so that a handler which keeps it is found out.
 *
 * <pre>
 *   CONNECTING --open--> OPEN --close, reset, end of the peer's bytes--> LEAVING --onClosed--> CLOSED
 * </pre>
 *
 * <p>Failure: what a handler throws fails the run; the real transport resets that connection.
 *
 * <p>Threading: as the contract says, and checked; what the network does to it comes from the driver.
 */
final class SimulatedConnection implements Connection {
    private static final int MARGIN_BYTES = 3;
    private static final byte POISON = (byte) 0xDD;

    private final SimulatedNode node;
    private final Link link;
    private final Endpoint remote;
    private final Pipe outbound;
    private final FrameCount frames = new FrameCount();

    /** Bytes of the last write that must be offered again. */
    private int notTaken;

    private @Nullable SimulatedConnection peer;
    private @Nullable ConnectionHandler handler;
    private State state = State.CONNECTING;
    private boolean readingPaused;
    private boolean deliveryDue;

    private enum State {
        CONNECTING,
        OPEN,
        LEAVING,
        CLOSED
    }

    /** One end without its peer; {@link #join} completes it. */
    SimulatedConnection(SimulatedNode node, Link link, Endpoint remote) {
        this.node = node;
        this.link = link;
        this.remote = remote;
        this.outbound = new Pipe(link, node.host(), this);
        node.transport().add(this);
    }

    /** Makes two ends each other's peer. */
    static void join(SimulatedConnection one, SimulatedConnection other) {
        one.peer = other;
        other.peer = one;
    }

    SimulatedConnection peer() {
        return Objects.requireNonNull(peer, "joined on creation");
    }

    @Override
    public int write(ByteBuffer source) {
        node.loop().requireHere();
        if (state != State.OPEN) {
            return 0;
        }
        count(source.duplicate());
        int taken = outbound.write(source);
        notTaken = source.remaining();
        return taken;
    }

    /** Counts what is offered for the first time: when its sender made it, not when a stuck network takes it. */
    private void count(ByteBuffer offered) {
        offered.position(Math.min(offered.limit(), offered.position() + notTaken));
        long before = frames.frames();
        frames.add(offered);
        node.offered(frames.frames() - before);
    }

    @Override
    public void giveWay() {}

    @Override
    public void pauseReading() {
        node.loop().requireHere();
        readingPaused = true;
    }

    @Override
    public void resumeReading() {
        node.loop().requireHere();
        readingPaused = false;
        scheduleDelivery();
    }

    @Override
    public void close() {
        node.loop().requireHere();
        if (state == State.OPEN) {
            outbound.end(Segment.End.FINISHED);
            leave("closed here");
        }
    }

    @Override
    public void reset() {
        node.loop().requireHere();
        if (state == State.OPEN) {
            outbound.end(Segment.End.RESET);
            leave("reset here");
        }
    }

    @Override
    public Endpoint remote() {
        return remote;
    }

    /** The stream is open for this end. Threading: the loop. */
    void open(ConnectionHandler opened) {
        if (state == State.CONNECTING) {
            handler = opened;
            state = State.OPEN;
            node.world().narration().tell(node.host(), () -> "connection with " + remote + " is open");
            opened.onOpen(this);
            arrived();
        }
    }

    /** Bytes or the end of the stream have arrived. */
    void arrived() {
        if (state == State.OPEN) {
            if (inbound().arrivedEnd() == Segment.End.RESET) {
                leave(Segment.End.RESET.cause());
            } else {
                scheduleDelivery();
            }
        }
    }

    /** The window, after it was full, has room. */
    void roomAgain() {
        node.loop().execute(() -> {
            if (state == State.OPEN && handler != null) {
                handler.onWritable();
            }
        });
    }

    /**
     * The process has ended. The kernel sends what it had taken and then the end, unless unread bytes make it a
     * reset; after kill -9 it can be either.
     */
    void processEnded(boolean crashed) {
        if (state != State.CLOSED) {
            state = State.CLOSED;
            boolean reset = (crashed || !inbound().isEmpty()) && link.chance(2);
            outbound.end(reset ? Segment.End.RESET : Segment.End.FINISHED);
            inbound().abandon();
        }
    }

    private Pipe inbound() {
        return peer().outbound;
    }

    /** Hands over what has arrived, unless the handler or the host does not read now. */
    void scheduleDelivery() {
        boolean due = inbound().unreadBytes() > 0 || inbound().arrivedEnd() != null;
        if (state == State.OPEN && due && !isReadingStopped() && !deliveryDue) {
            deliveryDue = true;
            node.loop().execute(this::deliver);
        }
    }

    private boolean isReadingStopped() {
        return readingPaused || node.machine().isDeaf();
    }

    private void deliver() {
        deliveryDue = false;
        if (state != State.OPEN || isReadingStopped() || handler == null) {
            return;
        }
        if (inbound().unreadBytes() == 0) {
            outbound.end(Segment.End.FINISHED);
            leave(Segment.End.FINISHED.cause());
            return;
        }
        lend(inbound().read(), handler);
        scheduleDelivery();
    }

    private void lend(byte[] piece, ConnectionHandler to) {
        byte[] lent = new byte[piece.length + 2 * MARGIN_BYTES];
        System.arraycopy(piece, 0, lent, MARGIN_BYTES, piece.length);
        ByteBuffer bytes = ByteBuffer.wrap(lent, MARGIN_BYTES, piece.length).slice();
        node.world().trace().add(node.number());
        node.world().trace().add(bytes);
        to.onBytes(link.chance(2) ? bytes.asReadOnlyBuffer() : bytes);
        Arrays.fill(lent, POISON);
    }

    private void leave(String cause) {
        state = State.LEAVING;
        node.world().narration().tell(node.host(), () -> "connection with " + remote + " ends: " + cause);
        inbound().abandon();
        Agenda agenda = node.world().agenda();
        agenda.after(link.latencyNanos(), node, () -> node.loop().execute(() -> closed(cause)));
    }

    private void closed(String cause) {
        if (state == State.LEAVING && handler != null) {
            state = State.CLOSED;
            node.transport().remove(this);
            handler.onClosed(cause);
        }
    }
}
