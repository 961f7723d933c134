package dev.parley.remote.tcp;

import dev.parley.remote.Endpoint;
import dev.parley.remote.transport.Listener;
import io.netty.channel.Channel;
import java.util.concurrent.TimeUnit;

/**
 * A bound port.
 *
 * <p>Threading: any thread. Off the loop, {@link #close} returns when the port is free again.
 */
final class TcpListener implements Listener {
    /** The selector lets go of a closed port at its next pass; a delay of this much is at least one pass. */
    private static final long ONE_PASS_MILLIS = 1;

    private final Endpoint at;
    private final Channel channel;

    TcpListener(Endpoint at, Channel channel) {
        this.at = at;
        this.channel = channel;
    }

    @Override
    public Endpoint at() {
        return at;
    }

    @Override
    public void close() {
        var _ = channel.close();
        if (channel.eventLoop().inEventLoop() || channel.eventLoop().isShuttingDown()) {
            return;
        }
        channel.closeFuture().awaitUninterruptibly();
        if (!channel.eventLoop().isShuttingDown()) {
            channel.eventLoop()
                    .schedule(() -> {}, ONE_PASS_MILLIS, TimeUnit.MILLISECONDS)
                    .awaitUninterruptibly();
        }
    }
}
