package dev.parley.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FreePortsTest {
    @Test
    void areDifferentEachTime() throws IOException {
        List<Integer> ports = new ArrayList<>(FreePorts.choose(100));
        ports.addAll(FreePorts.choose(100));
        assertThat(ports).hasSize(200).doesNotHaveDuplicates();
    }

    @Test
    void areNoneThatASystemGivesToConnections() throws IOException {
        assertThat(FreePorts.choose(100)).allMatch(port -> port >= 1_024 && port < 32_768);
    }

    @Test
    void canBeListenedOn() throws IOException {
        int port = FreePorts.choose(1).getFirst();
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThat(socket.getLocalPort()).isEqualTo(port);
        }
    }
}
