package dev.parley.remote.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ChannelOption;
import io.netty.channel.socket.SocketChannelConfig;
import io.netty.channel.socket.nio.NioChannelOption;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.SocketOption;
import jdk.net.ExtendedSocketOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SocketSetupTest {
    private final NioSocketChannel channel = new NioSocketChannel();
    private final SocketChannelConfig config = channel.config();

    SocketSetupTest() {
        new SocketSetup(TcpOptions.defaults(), _ -> {}).initChannel(channel);
    }

    @AfterEach
    void close() {
        channel.unsafe().closeForcibly();
    }

    private int seconds(SocketOption<Integer> option) {
        return config.getOption(NioChannelOption.of(option));
    }

    @Test
    void holdsNoSmallPacketBack() {
        assertThat(config.isTcpNoDelay()).isTrue();
    }

    @Test
    void asksWhetherAQuietPeerIsThereBeforeFirewallsForgetIt() {
        assertThat(config.getOption(ChannelOption.SO_KEEPALIVE)).isTrue();
        assertThat(seconds(ExtendedSocketOptions.TCP_KEEPIDLE)).isEqualTo(60);
        assertThat(seconds(ExtendedSocketOptions.TCP_KEEPINTERVAL)).isEqualTo(10);
        assertThat(config.getOption(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPCOUNT)))
                .isEqualTo(3);
    }
}
