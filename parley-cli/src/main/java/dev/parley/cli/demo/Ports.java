package dev.parley.cli.demo;

import dev.parley.testkit.FreePorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.stream.IntStream;

/** Free ports on loopback: the usual ones, or others where one of those is taken. */
final class Ports {
    private static final int FIRST = 9001;
    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    private Ports() {}

    /** {@code count} ports that were free a moment ago. */
    static List<Integer> choose(int count) throws IOException {
        List<Integer> usual = IntStream.range(FIRST, FIRST + count).boxed().toList();
        return usual.stream().allMatch(Ports::isFree) ? usual : FreePorts.choose(count);
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port));
            return true;
        } catch (IOException _) {
            return false;
        }
    }
}
