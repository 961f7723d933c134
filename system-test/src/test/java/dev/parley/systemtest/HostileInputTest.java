package dev.parley.systemtest;

import static dev.parley.systemtest.Lines.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.FreePorts;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** A node whose port strangers talk to: it says why it refuses them, keeps its memory, and serves the others. */
class HostileInputTest {
    private static final long MOST_GROWTH_BYTES = 64L << 20;
    private static final int SILENT = 50;

    @Test
    void refusesStrangersWithAReasonAndServesTheOthers() throws Exception {
        int port = FreePorts.choose(1).getFirst();
        String address = "127.0.0.1:" + port;
        try (Running node = Running.start("node", "--name", "a", "--bind", address);
                ChatUser ada = ChatUser.join("ada", address)) {
            ada.awaitOn(0, seconds(30));
            ada.say(1, 20);
            ada.awaitLines(20, seconds(20));
            long before = node.residentBytes();

            randomBytes(node, port);
            lengthOfFourGiB(node, port);
            wrongVersion(node, port);
            wrongCluster(node, address);
            silence(node, port);

            assertThat(node.residentBytes() - before)
                    .as("growth of resident memory")
                    .isLessThan(MOST_GROWTH_BYTES);
            ada.say(21, 20);
            ada.awaitLines(40, seconds(20));
            assertThat(ada.lines().stream().map(ChatUser.Said::life).distinct())
                    .as("lives of the room")
                    .hasSize(1);
            ada.leave(seconds(15));
        }
    }

    private static void randomBytes(Running node, int port) throws Exception {
        Random random = new Random(20_260_101);
        for (int i = 0; i < 20; i++) {
            byte[] noise = new byte[100_000];
            random.nextBytes(noise);
            sendAndAwaitEnd(port, noise);
        }
        awaitRefusals(node, "20 refusals of noise", 20, _ -> true);
    }

    private static void lengthOfFourGiB(Running node, int port) throws Exception {
        int before = refusals(node.err().entries(), _ -> true);
        sendAndAwaitEnd(port, new byte[] {(byte) 0xFF, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 1, 1, 0, 0});
        awaitRefusals(node, "a refusal of 4 GiB", before + 1, _ -> true);
    }

    private static void wrongVersion(Running node, int port) throws Exception {
        int before = refusals(node.err().entries(), line -> line.contains("version"));
        byte[] frame = new byte[68];
        frame[3] = 64;
        frame[4] = 99;
        frame[5] = 1;
        sendAndAwaitEnd(port, frame);
        awaitRefusals(node, "a refusal of version 99", before + 1, line -> line.contains("version"));
    }

    private static void wrongCluster(Running node, String address) throws Exception {
        try (Running stranger =
                Running.start("chat", "--name", "eve", "--node", address, "--cluster", "other", "--timeout", "3s")) {
            assertThat(stranger.awaitExit(seconds(20))).isEqualTo(1);
            assertThat(stranger.err().texts()).anyMatch(line -> line.contains("cluster"));
        }
        awaitRefusals(node, "a refusal of the wrong cluster", 1, line -> line.contains("cluster"));
    }

    private static void silence(Running node, int port) throws Exception {
        List<Socket> silent = new ArrayList<>();
        try {
            for (int i = 0; i < SILENT; i++) {
                silent.add(new Socket(InetAddress.getLoopbackAddress(), port));
            }
            for (Socket socket : silent) {
                awaitEnd(socket);
            }
            List<String> reasons = silent.stream()
                    .map(socket -> "connection from 127.0.0.1:" + socket.getLocalPort()
                            + " is refused: it did not say who it is in time")
                    .toList();
            awaitRefusals(node, "a reason for each silent connection", SILENT, HostileInputTest::isOfSilence);
            assertThat(node.err().texts())
                    .filteredOn(HostileInputTest::isOfSilence)
                    .hasSize(SILENT)
                    .allSatisfy(line -> assertThat(reasons).anyMatch(line::endsWith))
                    .map(line -> line.substring(line.indexOf("connection from ")))
                    .doesNotHaveDuplicates();
        } finally {
            for (Socket socket : silent) {
                socket.close();
            }
        }
        assertThat(node.isAlive()).isTrue();
    }

    private static boolean isOfSilence(String line) {
        return line.contains("did not say who it is");
    }

    private static void sendAndAwaitEnd(int port, byte[] bytes) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            try {
                socket.getOutputStream().write(bytes);
            } catch (IOException _) {
                // refused before all was sent
            }
            awaitEnd(socket);
        }
    }

    /** The node must end the connection; a read that times out fails the test. */
    private static void awaitEnd(Socket socket) throws IOException {
        socket.setSoTimeout(20_000);
        try {
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (SocketTimeoutException notEnded) {
            throw new AssertionError("the node keeps a connection that it should have refused", notEnded);
        } catch (IOException _) {
            // a reset is an end too
        }
    }

    private static void awaitRefusals(Running node, String what, int count, Predicate<String> wanted)
            throws InterruptedException {
        node.err().awaitAll(what, seconds(20), all -> refusals(all, wanted) >= count);
    }

    private static int refusals(List<Lines.Entry> log, Predicate<String> wanted) {
        return (int) log.stream()
                .map(Lines.Entry::text)
                .filter(line -> line.contains("refused"))
                .filter(wanted)
                .count();
    }
}
