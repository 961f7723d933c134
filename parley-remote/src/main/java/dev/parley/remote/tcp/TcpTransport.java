package dev.parley.remote.tcp;

import dev.parley.remote.Endpoint;
import dev.parley.remote.transport.Connection;
import dev.parley.remote.transport.ConnectionHandler;
import dev.parley.remote.transport.Listener;
import dev.parley.remote.transport.Transport;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * TCP on one loop.
 *
 * <p>Threading: as the seam says; {@link #close} from any thread. The sets of listeners and connections belong to the
 * loop.
 * <p>Limits: {@value #BACKLOG_CONNECTIONS} connections wait to be accepted, the kernel turns away the rest;
 * {@value #MAX_LEAVING} closed ones wait for their peers to end them too, and the oldest is cut off for one more.
 * <p>Failure: tasks and dials after {@link #close} are dropped, and no callback comes after it has returned.
 */
final class TcpTransport implements Transport {
    private static final int BACKLOG_CONNECTIONS = 128;

    /** Whoever does not end what this side has closed costs a descriptor for {@link TcpOptions#closeLimit}. */
    private static final int MAX_LEAVING = 256;

    /** How long closing waits for bytes that connections have taken. */
    private static final Duration PARTING = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(TcpTransport.class);

    private final NetworkLoop network = new NetworkLoop();
    private final Consumer<Runnable> fork;
    private final TcpOptions options;

    private final Outage outage = new Outage();
    private final Set<Channel> listening = new HashSet<>();
    private final Map<Channel, TcpConnection> connections = new HashMap<>();
    private final Set<TcpConnection> leaving = new LinkedHashSet<>();
    private @Nullable CountDownLatch parted;

    TcpTransport(Consumer<Runnable> fork, TcpOptions options) {
        this.fork = fork;
        this.options = options;
    }

    @Override
    public void execute(Runnable task) {
        if (!tryExecute(task)) {
            LOG.debug("the network is closed: {} is dropped", task);
        }
    }

    /** Every address of the name must be one: a dial may use any of them. */
    @Override
    public boolean isLoopback(String host) {
        try {
            return Arrays.stream(InetAddress.getAllByName(host)).allMatch(InetAddress::isLoopbackAddress);
        } catch (UnknownHostException _) {
            return false;
        }
    }

    @Override
    public Listener bind(Endpoint at, Function<Connection, ConnectionHandler> accepted) throws IOException {
        if (loop().inEventLoop()) {
            throw new IllegalStateException("bind waits and would stop the loop: call it on another thread");
        }
        Channel channel = bound(at, accepting(accepted).bind(new InetSocketAddress(addressOf(at), at.port())));
        Endpoint actual = new Endpoint(at.host(), ((InetSocketAddress) channel.localAddress()).getPort());
        network.nameAfter(actual);
        execute(() -> {
            listening.add(channel);
            channel.closeFuture().addListener(_ -> listening.remove(channel));
        });
        return new TcpListener(actual, channel);
    }

    @Override
    public void dial(Endpoint to, Duration limit, ConnectionHandler handler) {
        if (!limit.isPositive()) {
            throw new IllegalArgumentException("not a limit: " + limit);
        }
        // A task of its own, so that a dial that fails at once does not call back into its caller.
        execute(() -> new Dial(this, to, limit, handler).start());
    }

    /** Ends everything; returns when the loop's thread has ended. */
    void close() {
        if (loop().inEventLoop()) {
            network.end();
            return;
        }
        try {
            CountDownLatch gone = new CountDownLatch(1);
            if (tryExecute(() -> part(gone)) && !gone.await(PARTING.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.debug("cutting off connections whose peers do not end them");
            }
            network.close();
        } catch (InterruptedException _) {
            network.end();
            Thread.currentThread().interrupt();
        }
    }

    EventLoop loop() {
        return network.eventLoop();
    }

    void fork(Runnable slow) {
        fork.accept(slow);
    }

    Outage outage() {
        return outage;
    }

    /** A socket about to be connected, to an address: the library's resolver would look names up on the loop. */
    Bootstrap connecting() {
        return new Bootstrap()
                .group(loop())
                .disableResolver()
                .channel(NioSocketChannel.class)
                .handler(new SocketSetup(options, _ -> {}));
    }

    /** Makes a connection of a socket that is about to become active. */
    void adopt(SocketChannel channel, Endpoint remote, Function<Connection, ConnectionHandler> opening) {
        TcpConnection connection =
                new TcpConnection(channel, remote, new TcpConnection.Setting(options, this::leaves), opening);
        connections.put(channel, connection);
        channel.closeFuture().addListener(_ -> forget(channel));
        channel.pipeline().addLast(connection);
    }

    private void leaves(TcpConnection connection) {
        leaving.add(connection);
        if (leaving.size() > MAX_LEAVING) {
            leaving.iterator().next().cutOff("when too many others were closing");
        }
    }

    private ServerBootstrap accepting(Function<Connection, ConnectionHandler> accepted) {
        return new ServerBootstrap()
                .group(loop())
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_REUSEADDR, true)
                .option(ChannelOption.SO_BACKLOG, BACKLOG_CONNECTIONS)
                .handler(new AcceptPause(outage))
                .childHandler(new SocketSetup(options, channel -> adopt(channel, remoteOf(channel), accepted)));
    }

    /** A peer that has reset its connection before it was accepted has no address any more. */
    private static Endpoint remoteOf(SocketChannel channel) {
        InetSocketAddress remote = channel.remoteAddress();
        return remote == null
                ? new Endpoint("unknown", 0)
                : new Endpoint(remote.getAddress().getHostAddress(), remote.getPort());
    }

    private static InetAddress addressOf(Endpoint at) throws IOException {
        try {
            return InetAddress.getByName(at.host());
        } catch (UnknownHostException e) {
            throw new IOException(
                    "cannot listen on " + at + ": no address is known for that name: bind a literal address", e);
        }
    }

    private static Channel bound(Endpoint at, ChannelFuture binding) throws IOException {
        try {
            binding.await();
        } catch (InterruptedException _) {
            var _ = binding.channel().close();
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while binding " + at);
        }
        if (binding.cause() != null) {
            throw TcpFailures.bind(at, binding.cause());
        }
        return binding.channel();
    }

    private boolean tryExecute(Runnable task) {
        try {
            loop().execute(task);
            return true;
        } catch (RejectedExecutionException _) {
            return false;
        }
    }

    private void part(CountDownLatch gone) {
        parted = gone;
        for (Channel listener : new ArrayList<>(listening)) {
            var _ = listener.close();
        }
        new ArrayList<>(connections.values()).forEach(TcpConnection::close);
        countDownWhenParted();
    }

    private void forget(Channel channel) {
        TcpConnection gone = connections.remove(channel);
        if (gone != null) {
            leaving.remove(gone);
        }
        countDownWhenParted();
    }

    private void countDownWhenParted() {
        if (parted != null && connections.isEmpty()) {
            parted.countDown();
        }
    }
}
