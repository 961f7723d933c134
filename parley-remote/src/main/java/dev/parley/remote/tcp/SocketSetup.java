package dev.parley.remote.tcp;

import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.SocketChannelConfig;
import java.util.function.Consumer;

/** Sets a new socket up before it is connected or heard of. Threading: owner thread only, the loop. */
@Sharable
final class SocketSetup extends ChannelInitializer<SocketChannel> {
    /** Reads of at most 64 KiB before other sockets have their turn: one that brings a lot must not stop the others. */
    private static final int READS_A_TURN = 2;

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
        if (options.sendBufferBytes() > 0) {
            config.setSendBufferSize(options.sendBufferBytes());
        }
        if (options.receiveBufferBytes() > 0) {
            config.setReceiveBufferSize(options.receiveBufferBytes());
        }
        then.accept(channel);
    }
}
