package dev.parley.cli.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Free ports on loopback: the usual ones, or any where one of those is taken. */
final class Ports {
    private static final int FIRST = 9001;
    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    private Ports() {}

    /** {@code count} ports that were free a moment ago. */
    static List<Integer> choose(int count) throws IOException {
        List<Integer> usual = IntStream.range(FIRST, FIRST + count).boxed().toList();
        try {
            return reserve(usual);
        } catch (IOException _) {
            return reserve(usual.stream().map(_ -> 0).toList());
        }
    }

    /** Holds all of them at once, so that none is chosen twice. */
    private static List<Integer> reserve(List<Integer> wanted) throws IOException {
        List<ServerSocket> held = new ArrayList<>();
        try {
            for (int port : wanted) {
                ServerSocket socket = new ServerSocket();
                held.add(socket);
                socket.setReuseAddress(true);
                socket.bind(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port));
            }
            return held.stream().map(ServerSocket::getLocalPort).toList();
        } finally {
            for (ServerSocket socket : held) {
                socket.close();
            }
        }
    }
}
