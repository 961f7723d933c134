package dev.parley.remote.tcp;

import dev.parley.remote.Endpoint;
import dev.parley.remote.transport.ConnectionHandler;
import dev.parley.remote.transport.DialFailure;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.SocketChannel;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One dial: looks the name up off the loop, tries its addresses in turn, and reports exactly once.
 *
 * <p>Threading: owner thread only, the loop; {@link #lookUp} alone runs on a thread of its own.
 * <p>Limits: the whole dial has one limit; each address gets an equal share of what is left.
 * <p>Failure: {@link DialFailure.Refused} only if every address refused.
 */
final class Dial {
    private static final Logger LOG = LoggerFactory.getLogger(Dial.class);

    private final TcpTransport transport;
    private final Endpoint to;
    private final Duration limit;
    private final ConnectionHandler handler;
    private final long deadlineNanos;

    private final Queue<InetAddress> untried = new ArrayDeque<>();
    private @Nullable Future<?> timer;
    private @Nullable Channel trying;
    private @Nullable DialFailure worst;
    private boolean over;

    Dial(TcpTransport transport, Endpoint to, Duration limit, ConnectionHandler handler) {
        this.transport = transport;
        this.to = to;
        this.limit = limit;
        this.handler = handler;
        this.deadlineNanos = System.nanoTime() + limit.toNanos();
    }

    void start() {
        timer = transport.loop().schedule(this::expire, limit.toNanos(), TimeUnit.NANOSECONDS);
        if (NetUtil.isValidIpV4Address(to.host()) || NetUtil.isValidIpV6Address(to.host())) {
            attemptAll(List.of(InetAddress.ofLiteral(to.host())));
        } else {
            transport.fork(this::lookUp);
        }
    }

    private void lookUp() {
        try {
            List<InetAddress> found = List.of(InetAddress.getAllByName(to.host()));
            transport.execute(() -> attemptAll(found));
        } catch (UnknownHostException _) {
            transport.execute(() -> fail(new DialFailure.Unreachable("no address is known for the name " + to.host())));
        }
    }

    private void attemptAll(List<InetAddress> addresses) {
        untried.addAll(addresses);
        attemptNext();
    }

    private void attemptNext() {
        InetAddress address = untried.poll();
        if (over || address == null) {
            fail(worst == null ? new DialFailure.Unreachable("no address") : worst);
            return;
        }
        ChannelFuture connecting = transport
                .connecting()
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, shareMillis())
                .connect(new InetSocketAddress(address, to.port()));
        trying = connecting.channel();
        if (connecting.isDone()) { // without a socket its listeners would run on a thread of the library's
            onAttempted(connecting);
        } else {
            connecting.addListener((ChannelFuture done) -> onAttempted(done));
        }
    }

    /** The last address may use up what is left: the timer of the whole dial ends it. */
    private int shareMillis() {
        if (untried.isEmpty()) {
            return 0;
        }
        long shareNanos = (deadlineNanos - System.nanoTime()) / (untried.size() + 1);
        return Math.clamp(TimeUnit.NANOSECONDS.toMillis(shareNanos), 1, Integer.MAX_VALUE);
    }

    private void onAttempted(ChannelFuture attempt) {
        Throwable failure = attempt.cause();
        if (failure == null) {
            onConnected((SocketChannel) attempt.channel());
        } else if (!over) {
            if (Outage.isOfDescriptors(failure)) {
                transport.outage().failed("cannot dial " + to, failure, System.nanoTime());
            }
            onAttemptFailed(TcpFailures.dial(failure));
        }
    }

    private void onConnected(SocketChannel channel) {
        if (over) {
            var _ = channel.close();
        } else if (channel.remoteAddress().equals(channel.localAddress())) {
            // With nobody at a local port from which the kernel also picks source ports, a dial can meet itself. It
            // would hold the port against the very process that is to listen there.
            channel.config().setOption(ChannelOption.SO_LINGER, 0);
            var _ = channel.close();
            onAttemptFailed(new DialFailure.Refused());
        } else {
            end();
            transport.outage().over();
            transport.adopt(channel, to, _ -> handler);
        }
    }

    private void onAttemptFailed(DialFailure failure) {
        if (worst == null || failure instanceof DialFailure.Unreachable) {
            worst = failure;
        }
        attemptNext();
    }

    private void expire() {
        Channel abandoned = trying;
        fail(new DialFailure.Unreachable("no answer within " + limit.toMillis() + " ms"));
        if (abandoned != null) {
            var _ = abandoned.close();
        }
    }

    private void fail(DialFailure failure) {
        if (over) {
            return;
        }
        end();
        try {
            handler.onDialFailed(failure);
        } catch (Throwable t) {
            LOG.error("the handler of the dial to {} failed in onDialFailed", to, t);
        }
    }

    private void end() {
        over = true;
        if (timer != null) {
            timer.cancel(false);
        }
    }
}
