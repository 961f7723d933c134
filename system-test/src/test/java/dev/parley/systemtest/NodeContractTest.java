package dev.parley.systemtest;

import static dev.parley.systemtest.Lines.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.FreePorts;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.Test;

/** What others rely on when they start {@code parley node}. */
class NodeContractTest {
    @Test
    void printsOneReadyLineOnceItAcceptsConnectionsAndLeavesWhenTerminated() throws Exception {
        int port = FreePorts.choose(1).getFirst();
        try (Running node = Running.start("node", "--name", "a", "--bind", "127.0.0.1:" + port)) {
            node.out().await("a line", seconds(30), _ -> true);
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                assertThat(socket.isConnected()).isTrue();
            }

            node.signal("TERM");

            assertThat(node.awaitExit(seconds(10))).isZero();
            assertThat(node.out().texts()).containsExactly("ready a actor://127.0.0.1:" + port);
            assertThat(node.err().texts())
                    .isNotEmpty()
                    .allSatisfy(line ->
                            assertThat(line).matches("\\d\\d:\\d\\d:\\d\\d\\.\\d{3} (DEBUG|INFO|WARN|ERROR) .*"));
        }
    }

    @Test
    void endsWhenTheStdinOfItsParentDoes() throws Exception {
        try (Running node = Running.start("node", "--name", "a", "--bind", "127.0.0.1:0", "--parent-stdin")) {
            node.out().await("its ready line", seconds(30), line -> line.startsWith("ready a actor://127.0.0.1:"));

            node.endInput();

            assertThat(node.awaitExit(seconds(10))).isZero();
        }
    }

    @Test
    void advertisesAnotherAddressThanItBinds() throws Exception {
        int port = FreePorts.choose(1).getFirst();
        try (Running node = Running.start(
                "node",
                "--name",
                "a",
                "--bind",
                "127.0.0.1:" + port,
                "--advertise",
                "localhost:" + port,
                "--peers",
                "localhost:" + port)) {
            node.out().await("its ready line", seconds(30), ("ready a actor://localhost:" + port)::equals);
        }
    }

    @Test
    void saysInOneLineThatAPortIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
                Running node = Running.start("node", "--name", "a", "--bind", "127.0.0.1:" + taken.getLocalPort())) {
            assertThat(node.awaitExit(seconds(30))).isEqualTo(2);
            assertThat(node.out().texts()).isEmpty();
            assertThat(node.err().texts())
                    .singleElement()
                    .asString()
                    .startsWith("parley: ")
                    .contains(Integer.toString(taken.getLocalPort()));
        }
    }

    @Test
    void saysInOneLineThatAnOptionIsUnknown() throws Exception {
        try (Running node = Running.start("node", "--name", "a", "--bind", "127.0.0.1:0", "--colour")) {
            assertThat(node.awaitExit(seconds(30))).isEqualTo(2);
            assertThat(node.out().texts()).isEmpty();
            assertThat(node.err().texts())
                    .containsExactly("parley: Unknown option: '--colour' (see parley node --help)");
        }
    }
}
