package dev.parley.testkit.remote;

import dev.parley.remote.Endpoint;
import dev.parley.remote.transport.Connection;
import dev.parley.remote.transport.ConnectionHandler;
import dev.parley.remote.transport.DialFailure;
import dev.parley.remote.transport.NodeEnvironment;
import dev.parley.wire.Frame;
import dev.parley.wire.FrameDecoder;
import dev.parley.wire.FrameEncoder;
import dev.parley.wire.WireBytes;
import dev.parley.wire.WireException;
import dev.parley.wire.WireLimits;
import dev.parley.wire.WireNode;
import dev.parley.wire.WireVersions;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Speaks the wire by hand, and as badly as a test wants. */
final class RawPeer implements ConnectionHandler {
    static final WireNode SELF = new WireNode("x", 9009, 77);
    static final long SESSION = 0x5E55;

    private final NodeEnvironment world;
    private final FrameDecoder decoder = new FrameDecoder(WireLimits.defaults());
    private final ByteArrayOutputStream unsent = new ByteArrayOutputStream();

    /** What came. */
    final List<Frame> heard = new CopyOnWriteArrayList<>();

    /** What it does about each frame that comes, besides keeping it. */
    volatile Consumer<Frame> reaction = _ -> {};

    private @Nullable Connection connection;
    private volatile boolean open;
    private volatile boolean closed;
    private volatile int heardBytes;

    private RawPeer(NodeEnvironment world) {
        this.world = world;
    }

    static RawPeer dial(NodeEnvironment world, Endpoint to) {
        RawPeer peer = new RawPeer(world);
        world.transport().execute(() -> world.transport().dial(to, Duration.ofSeconds(5), peer));
        return peer;
    }

    boolean isOpen() {
        return open;
    }

    boolean isClosed() {
        return closed;
    }

    /** How the node said farewell; null if it did not. */
    Frame.@Nullable Bye bye() {
        return first(Frame.Bye.class);
    }

    <F extends Frame> @Nullable F first(Class<F> type) {
        return heard.stream()
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElse(null);
    }

    /** How many bytes came. */
    int heardBytes() {
        return heardBytes;
    }

    /** The HELLO that answered its own. */
    Frame.Hello welcome() {
        return Objects.requireNonNull(first(Frame.Hello.class), "not welcomed yet");
    }

    long count(Class<? extends Frame> type) {
        return heard.stream().filter(type::isInstance).count();
    }

    void send(Frame... frames) {
        for (Frame frame : frames) {
            try {
                send(FrameEncoder.bytesOf(frame));
            } catch (WireException e) {
                throw new AssertionError(e);
            }
        }
    }

    void send(byte[] bytes) {
        world.transport().execute(() -> {
            unsent.writeBytes(bytes);
            flush();
        });
    }

    /** Leaves what comes from now on to the network. */
    void stopReading() {
        world.transport().execute(() -> Objects.requireNonNull(connection).pauseReading());
    }

    void readOn() {
        world.transport().execute(() -> Objects.requireNonNull(connection).resumeReading());
    }

    /** Ends the connection without a word. */
    void hangUp() {
        world.transport().execute(() -> Objects.requireNonNull(connection).close());
    }

    private void flush() {
        if (connection != null && unsent.size() > 0) {
            ByteBuffer rest = ByteBuffer.wrap(unsent.toByteArray());
            connection.write(rest);
            byte[] left = new byte[rest.remaining()];
            rest.get(left);
            unsent.reset();
            unsent.writeBytes(left);
        }
    }

    @Override
    public void onOpen(Connection opened) {
        connection = opened;
        open = true;
        flush();
    }

    @Override
    public void onDialFailed(DialFailure failure) {
        closed = true;
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // the loop is the one writer
    public void onBytes(ByteBuffer bytes) {
        heardBytes += bytes.remaining();
        try {
            decoder.feed(bytes);
            for (var frame = decoder.next(); frame.isPresent(); frame = decoder.next()) {
                heard.add(frame.get());
                reaction.accept(frame.get());
            }
        } catch (WireException e) {
            throw new AssertionError("a node sent what is no frame", e);
        }
    }

    @Override
    public void onWritable() {
        flush();
    }

    @Override
    public void onClosed(String cause) {
        closed = true;
    }

    /** What a dialler sends once it was welcomed. */
    void goOn() {
        send(new Frame.Heartbeat(0));
    }

    static Frame.Hello hello() {
        return hello("parley", WireVersions.OURS, new Frame.Hello.Session(SESSION, 0, Frame.CONTROL, 0));
    }

    static Frame.Hello hello(Frame.Hello.Session session) {
        return hello("parley", WireVersions.OURS, session);
    }

    static Frame.Hello hello(long capabilities) {
        return hello(
                new Frame.Hello.Offer(WireVersions.OURS, capabilities, 0),
                new Frame.Hello.Peer("parley", SELF, "x"),
                new Frame.Hello.Session(SESSION, 0, Frame.CONTROL, 0));
    }

    static Frame.Hello hello(String cluster, WireVersions versions, Frame.Hello.Session session) {
        return hello(new Frame.Hello.Offer(versions, 0, 0), new Frame.Hello.Peer(cluster, SELF, "x"), session);
    }

    /** A guest's: {@code guest} and {@code member} are what the member answered before, 0 at first. */
    static Frame.Hello guestHello(long guest, long member) {
        return guestHello(new Frame.Hello.Session(SESSION, member, Frame.CONTROL, guest));
    }

    static Frame.Hello guestHello(Frame.Hello.Session session) {
        return hello(
                new Frame.Hello.Offer(WireVersions.OURS, Frame.Hello.Offer.GUEST, 0),
                new Frame.Hello.Peer("parley", WireNode.unlisted(77), "g"),
                session);
    }

    /** A minimal guest's; {@code session} as it should be, or not. */
    static Frame.Hello minimalHello(Frame.Hello.Session session) {
        long capabilities = Frame.Hello.Offer.GUEST | Frame.Hello.Offer.MINIMAL;
        return hello(
                new Frame.Hello.Offer(WireVersions.OURS, capabilities, 0),
                new Frame.Hello.Peer("parley", WireNode.unlisted(77), "g"),
                session);
    }

    static Frame.Hello hello(Frame.Hello.Offer offer, Frame.Hello.Peer peer, Frame.Hello.Session session) {
        return new Frame.Hello(
                offer, peer, session, new Frame.Hello.Challenge(WireBytes.of(new byte[32]), WireBytes.EMPTY));
    }
}
