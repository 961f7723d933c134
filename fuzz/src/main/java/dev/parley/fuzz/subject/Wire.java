package dev.parley.fuzz.subject;

import dev.parley.fuzz.Finding;
import dev.parley.fuzz.make.Frames;
import dev.parley.remote.Endpoint;
import dev.parley.remote.transport.Connection;
import dev.parley.remote.transport.ConnectionHandler;
import dev.parley.wire.Frame;
import dev.parley.wire.FrameDecoder;
import dev.parley.wire.WireException;
import dev.parley.wire.WireLimits;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One connection, seen from the far end: what the node says, and what is said to it.
 *
 * <p>Threading: one thread. Failure: a node that sends what is no frame is a {@link Finding}.
 */
final class Wire implements Connection {
    private final QuietWorld world;
    private final Endpoint self;
    private final FrameDecoder decoder = new FrameDecoder(WireLimits.defaults());

    /** What the node said. */
    final List<Frame> heard = new ArrayList<>();

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private @Nullable ConnectionHandler node;
    private boolean ended;
    private boolean left;

    Wire(QuietWorld world, String host) {
        this.world = world;
        this.self = new Endpoint(host, 9001);
    }

    /** Opens it towards a listening node. */
    static Wire dial(QuietWorld world, String host) {
        Wire wire = new Wire(world, host);
        wire.open(world.accepted(wire));
        return wire;
    }

    /** It is open, and this is the node's end. */
    void open(ConnectionHandler handler) {
        node = handler;
        handler.onOpen(this);
        world.settle();
    }

    String host() {
        return self.host();
    }

    boolean isEnded() {
        return ended;
    }

    /** Whether the node has ended it. */
    boolean isLeft() {
        return left;
    }

    /** Whether a farewell was said to the node: who reads one ends the connection without a word. */
    boolean saysFarewell() {
        byte[] all = said.toByteArray();
        return Stream.read(all, WireLimits.defaults(), Math.max(1, all.length)).frames().stream()
                .anyMatch(Frame.Bye.class::isInstance);
    }

    void say(Frame frame) {
        say(Frames.bytesOf(frame));
    }

    void say(byte[] bytes) {
        if (!ended && node != null) {
            said.writeBytes(bytes);
            node.onBytes(ByteBuffer.wrap(bytes));
            world.settle();
        }
    }

    /** Ends it without a word. */
    void hangUp() {
        end("the far end is gone");
        world.settle();
    }

    <F extends Frame> Optional<F> first(Class<F> type) {
        return heard.stream().filter(type::isInstance).map(type::cast).findFirst();
    }

    private void end(String cause) {
        ConnectionHandler handler = node;
        if (!ended && handler != null) {
            ended = true;
            world.execute(() -> handler.onClosed(cause));
        }
    }

    @Override
    public int write(ByteBuffer source) {
        int taken = source.remaining();
        try {
            decoder.feed(source);
            for (Optional<Frame> next = decoder.next(); next.isPresent(); next = decoder.next()) {
                heard.add(next.get());
            }
        } catch (WireException broken) {
            throw new Finding("the node sends what is no frame", broken);
        }
        return taken;
    }

    @Override
    public void giveWay() {}

    @Override
    public void pauseReading() {}

    @Override
    public void resumeReading() {}

    @Override
    public void close() {
        left |= !ended;
        end("closed");
    }

    @Override
    public void reset() {
        left |= !ended;
        end("reset");
    }

    @Override
    public Endpoint remote() {
        return self;
    }
}
