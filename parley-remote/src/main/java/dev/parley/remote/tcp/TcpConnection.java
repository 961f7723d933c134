package dev.parley.remote.tcp;

import dev.parley.remote.Endpoint;
import dev.parley.remote.transport.Connection;
import dev.parley.remote.transport.ConnectionHandler;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.SocketChannel;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One socket. Bytes taken in one pass of the loop leave in one system call where they fit: they gather in a buffer that
 * is flushed by a task at the end of the loop's queue.
 *
 * <p>Threading: owner thread only, the loop; every method of the seam checks.
 * <p>Limits: {@value #OUTBOUND_BYTES} bytes taken and not yet with the kernel; {@link TcpOptions#closeLimit} for
 * closing.
 * <p>Failure: a callback that throws is logged and resets this connection alone. While reading is paused the peer's end
 * goes unnoticed, unless something is written.
 *
 * <pre>
 *   open --close()--> leaving --last byte, then end of stream--> drained until the peer ends too --> gone
 *     |                  |  onClosed                                                                ^
 *     +--reset(), peer's end, failure: onClosed --------------------------------------------------+
 * </pre>
 *
 * A closed socket with unread bytes makes the kernel throw away what it had still to send. Therefore a closing
 * connection ends its own direction first and reads, into nothing, until the peer has ended the other.
 */
final class TcpConnection extends ChannelInboundHandlerAdapter implements Connection {
    /** What a connection takes at most before the kernel takes it over: some round trips' worth on a fast network. */
    static final int OUTBOUND_BYTES = 256 * 1024;

    /** Half of it free makes {@code onWritable}: seldom enough to write in bulk, early enough not to run dry. */
    private static final int ROOM_BYTES = OUTBOUND_BYTES / 2;

    /** Gathered bytes go to the network library in pieces of this size: no large buffer for a small message. */
    private static final int CHUNK_BYTES = 64 * 1024;

    private static final int SMALLEST_CHUNK_BYTES = 4 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(TcpConnection.class);

    /** What it shares with others; {@code leaving} hears that it has been closed, and may cut it off. */
    record Setting(TcpOptions options, Consumer<TcpConnection> leaving) {}

    private final SocketChannel channel;
    private final Endpoint remote;
    private final Setting setting;
    private final Function<Connection, ConnectionHandler> opening;

    private @Nullable ConnectionHandler handler;
    private @Nullable ByteBuf gathered;
    private @Nullable Future<?> closeLimit;
    private int outboundBytes;
    private boolean flushAhead;
    private boolean roomWanted;
    private boolean ended;
    private boolean told;
    private String cause = "closed by peer";

    TcpConnection(
            SocketChannel channel, Endpoint remote, Setting setting, Function<Connection, ConnectionHandler> opening) {
        this.channel = channel;
        this.remote = remote;
        this.setting = setting;
        this.opening = opening;
    }

    @Override
    public int write(ByteBuffer source) {
        requireLoop("write");
        if (ended) {
            return 0;
        }
        int takenBytes = Math.min(source.remaining(), OUTBOUND_BYTES - outboundBytes);
        roomWanted |= takenBytes < source.remaining();
        gather(source, takenBytes);
        if (roomWanted) {
            flush();
        } else if (!flushAhead) {
            flushAhead = true;
            channel.eventLoop().execute(this::flush);
        }
        return takenBytes;
    }

    @Override
    public void pauseReading() {
        requireLoop("pauseReading");
        if (!ended) {
            channel.config().setAutoRead(false);
        }
    }

    @Override
    public void resumeReading() {
        requireLoop("resumeReading");
        channel.config().setAutoRead(true);
    }

    /**
     * A loop that moves a lot never waits, and would keep its processor until the kernel takes it away, some
     * milliseconds later: so long the actors that it wakes for small messages would wait. Where processors are free it
     * goes on at once.
     */
    @Override
    @SuppressWarnings("ThreadPriorityCheck") // for speed, not for correctness
    public void giveWay() {
        Thread.yield();
    }

    @Override
    public void close() {
        requireLoop("close");
        if (ended) {
            return;
        }
        ended = true;
        roomWanted = false;
        cause = "closed here";
        Duration limit = setting.options().closeLimit();
        closeLimit = channel.eventLoop()
                .schedule(() -> cutOff(limit.toMillis() + " ms after closing"), limit.toNanos(), TimeUnit.NANOSECONDS);
        channel.config().setAutoRead(true);
        flush();
        endOutputWhenAllLeft();
        if (channel.isOpen()) {
            setting.leaving().accept(this);
        }
    }

    @Override
    public void reset() {
        requireLoop("reset");
        reset("reset here");
    }

    @Override
    public Endpoint remote() {
        return remote;
    }

    @Override
    public String toString() {
        return "connection with " + remote;
    }

    private void requireLoop(String call) {
        if (!channel.eventLoop().inEventLoop()) {
            throw new IllegalStateException("Connection." + call + " on " + Thread.currentThread()
                    + ": hand it to the loop with Transport.execute");
        }
    }

    private void gather(ByteBuffer source, int bytes) {
        int limit = source.limit();
        int end = source.position() + bytes;
        try {
            while (source.position() < end) {
                ByteBuf chunk = chunk(end - source.position());
                int fitting = Math.min(end - source.position(), chunk.writableBytes());
                source.limit(source.position() + fitting);
                chunk.writeBytes(source);
                outboundBytes += fitting;
            }
        } finally {
            source.limit(limit);
        }
    }

    private ByteBuf chunk(int wantedBytes) {
        ByteBuf present = gathered;
        if (present != null && present.isWritable()) {
            return present;
        }
        handOver();
        int capacityBytes = Math.clamp(wantedBytes, SMALLEST_CHUNK_BYTES, CHUNK_BYTES);
        ByteBuf next = channel.alloc().directBuffer(capacityBytes, capacityBytes);
        gathered = next;
        return next;
    }

    private void handOver() {
        ByteBuf chunk = gathered;
        if (chunk != null) {
            gathered = null;
            int bytes = chunk.readableBytes();
            channel.write(chunk).addListener((ChannelFuture written) -> onLeft(bytes, written.cause()));
        }
    }

    private void flush() {
        flushAhead = false;
        handOver();
        channel.flush();
    }

    /** Called from inside a flush: whatever may write or close again waits for a task of its own. */
    private void onLeft(int bytes, @Nullable Throwable failure) {
        outboundBytes -= bytes;
        if (failure != null) {
            note(failure);
        } else if (roomWanted && outboundBytes <= ROOM_BYTES) {
            // not before other sockets were looked at: who always has more to write must not stop the reading
            var _ = channel.eventLoop().schedule(this::tellRoom, 0, TimeUnit.NANOSECONDS);
        } else if (ended) {
            channel.eventLoop().execute(this::endOutputWhenAllLeft);
        }
    }

    private void tellRoom() {
        if (!ended && roomWanted && outboundBytes <= ROOM_BYTES) {
            roomWanted = false;
            tell("onWritable", ConnectionHandler::onWritable);
        }
    }

    private void endOutputWhenAllLeft() {
        if (outboundBytes == 0 && !told && channel.isActive() && !channel.isOutputShutdown()) {
            var _ = channel.shutdownOutput();
            channel.eventLoop().execute(this::tellClosed);
        }
    }

    /** Waits no longer for bytes to leave, or for the peer to end the stream. */
    void cutOff(String when) {
        if (told || channel.isOutputShutdown()) {
            var _ = channel.close();
        } else {
            reset(outboundBytes + " bytes had not left " + when);
        }
    }

    private void reset(String why) {
        if (!channel.isOpen()) {
            return;
        }
        ended = true;
        cause = why;
        try {
            channel.config().setOption(ChannelOption.SO_LINGER, 0);
        } catch (ChannelException e) {
            LOG.debug("{} is gone already", this, e);
        }
        var _ = channel.close();
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        try {
            handler = opening.apply(this);
        } catch (Throwable t) {
            told = true;
            failed("accepting", t);
            return;
        }
        tell("onOpen", h -> h.onOpen(this));
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        try {
            if (!ended && bytes.isReadable()) {
                ByteBuffer view = bytes.internalNioBuffer(bytes.readerIndex(), bytes.readableBytes())
                        .asReadOnlyBuffer();
                tell("onBytes", h -> h.onBytes(view));
            }
        } finally {
            bytes.release();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable failure) {
        note(failure);
        if (!(failure instanceof IOException)) {
            LOG.error("{} failed and is reset", this, failure);
            reset("reset here: " + failure);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (gathered != null) {
            gathered.release();
            gathered = null;
        }
        if (closeLimit != null) {
            closeLimit.cancel(false);
        }
        tellClosed();
    }

    /** The first failure says how the stream ended; those that follow from its being closed say nothing. */
    private void note(Throwable failure) {
        if (!(failure instanceof ClosedChannelException)) {
            cause = TcpFailures.end(failure);
        }
    }

    private void tellClosed() {
        ended = true;
        if (!told) {
            told = true;
            tell("onClosed", h -> h.onClosed(cause));
        }
    }

    private void tell(String callback, Consumer<ConnectionHandler> call) {
        ConnectionHandler present = handler;
        if (present == null) {
            return; // gone before it was open: nobody has heard of it
        }
        try {
            call.accept(present);
        } catch (Throwable t) {
            failed(callback, t);
        }
    }

    private void failed(String callback, Throwable failure) {
        LOG.error("{} is reset: its handler failed in {}", this, callback, failure);
        reset("reset here: handler failed in " + callback + ": " + failure);
    }
}
