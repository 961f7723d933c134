package dev.parley.remote.tcp;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a listener alive, and the loop calm, while the machine cannot accept: out of file descriptors or memory. The
 * waiting connection stays in the kernel's queue, so without a pause the loop would find it again at once, for ever.
 *
 * <p>Threading: owner thread only, the loop.
 * <p>Limits: one attempt a second during an outage, two log lines per outage.
 */
final class AcceptPause extends ChannelInboundHandlerAdapter {
    /** Between two attempts during an outage: short for a person, long for a processor. */
    static final Duration PAUSE = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(AcceptPause.class);

    private boolean outage;

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object accepted) {
        if (outage) {
            outage = false;
            LOG.info("{} accepts connections again", ctx.channel().localAddress());
        }
        ctx.fireChannelRead(accepted);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable failure) {
        if (!outage) {
            outage = true;
            LOG.warn(
                    "{} cannot accept connections, tries again every {} s: {}. Raise the limit of open files (ulimit"
                            + " -n) or close what is not needed",
                    ctx.channel().localAddress(),
                    PAUSE.toSeconds(),
                    failure.toString());
        }
        ctx.channel().config().setAutoRead(false);
        var _ = ctx.executor()
                .schedule(() -> ctx.channel().config().setAutoRead(true), PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    }
}
