package dev.parley.remote.tcp;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Keeps a listener alive, and the loop calm, while the machine cannot accept: out of file descriptors or memory. The
 * waiting connection stays in the kernel's queue, so without a pause the loop would find it again at once, for ever.
 *
 * <p>Threading: owner thread only, the loop.
 * <p>Limits: one attempt a second during an outage; log lines as {@link Outage} says.
 */
final class AcceptPause extends ChannelInboundHandlerAdapter {
    /** Between two attempts during an outage: short for a person, long for a processor. */
    static final Duration PAUSE = Duration.ofSeconds(1);

    private final Outage outage;

    AcceptPause(Outage outage) {
        this.outage = outage;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object accepted) {
        outage.over();
        ctx.fireChannelRead(accepted);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable failure) {
        outage.failed(ctx.channel().localAddress() + " cannot accept connections", failure, System.nanoTime());
        ctx.channel().config().setAutoRead(false);
        var _ = ctx.executor()
                .schedule(() -> ctx.channel().config().setAutoRead(true), PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    }
}
