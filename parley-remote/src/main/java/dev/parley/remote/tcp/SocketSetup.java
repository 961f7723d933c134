package dev.parley.remote.tcp;

import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.SocketChannelConfig;
import io.netty.channel.socket.nio.NioChannelOption;
import java.util.function.Consumer;
import jdk.net.ExtendedSocketOptions;

/** Sets a new socket up before it is connected or heard of. Threading: owner thread only, the loop. */
@Sharable
final class SocketSetup extends ChannelInitializer<SocketChannel> {
    /** Reads of at most 64 KiB before other sockets have their turn: one that brings a lot must not stop the others. */
    private static final int READS_A_TURN = 2;

    /**
     * Lanes may have nothing to say for hours, and what lies between forgets quiet connections after some minutes.
     * Where a platform cannot be told these, its own patience holds.
     */
    static final int IDLE_SECONDS = 60;

    static final int PROBE_SECONDS = 10;
    static final int PROBES = 3;

    private final TcpOptions options;
    private final Consumer<SocketChannel> then;

    SocketSetup(TcpOptions options, Consumer<SocketChannel> then) {
        this.options = options;
        this.then = then;
    }

    @Override
    protected void initChannel(SocketChannel channel) {
        // Frames are gathered here already: to hold small packets back in the kernel as well would only add delay.
        SocketChannelConfig config = channel.config()
                .setTcpNoDelay(true)
                .setKeepAlive(true)
                .setRecvByteBufAllocator(new AdaptiveRecvByteBufAllocator().maxMessagesPerRead(READS_A_TURN));
        config.setOption(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPIDLE), IDLE_SECONDS);
        config.setOption(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPINTERVAL), PROBE_SECONDS);
        config.setOption(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPCOUNT), PROBES);
        if (options.sendBufferBytes() > 0) {
            config.setSendBufferSize(options.sendBufferBytes());
        }
        if (options.receiveBufferBytes() > 0) {
            config.setReceiveBufferSize(options.receiveBufferBytes());
        }
        then.accept(channel);
    }
}
