package dev.parley.systemtest;

import static dev.parley.systemtest.Lines.seconds;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Three nodes, a, b and c, as processes. */
final class Trio implements AutoCloseable {
    static final List<String> NAMES = List.of("a", "b", "c");

    private final Map<String, Running> nodes = new LinkedHashMap<>();
    private final List<String> addresses;

    private Trio(List<String> addresses) {
        this.addresses = addresses;
    }

    /** On free ports of loopback. */
    static Trio start(String... more) throws IOException, InterruptedException {
        List<String> addresses = freePorts(NAMES.size()).stream()
                .map(port -> "127.0.0.1:" + port)
                .toList();
        return start(addresses, List.of(List.of(), List.of(), List.of()), more);
    }

    /** Each behind a command of its own. */
    static Trio start(List<String> addresses, List<List<String>> prefixes, String... more)
            throws IOException, InterruptedException {
        Trio trio = new Trio(addresses);
        try {
            for (int i = 0; i < NAMES.size(); i++) {
                List<String> arguments = List.of(
                        "node",
                        "--name",
                        NAMES.get(i),
                        "--bind",
                        addresses.get(i),
                        "--peers",
                        String.join(",", addresses));
                trio.nodes.put(
                        NAMES.get(i),
                        Running.startBehind(
                                prefixes.get(i),
                                Stream.concat(arguments.stream(), Stream.of(more))
                                        .toArray(String[]::new)));
            }
            for (Running node : trio.nodes.values()) {
                node.out().await("its ready line", seconds(30), line -> line.startsWith("ready "));
            }
            return trio;
        } catch (IOException | InterruptedException | AssertionError failed) {
            trio.close();
            throw failed;
        }
    }

    Running node(String name) {
        Running node = nodes.get(name);
        if (node == null) {
            throw new AssertionError("no node " + name);
        }
        return node;
    }

    /** The addresses of these nodes, in this order, for {@code --node}. */
    String addressesOf(String... names) {
        return String.join(
                ",",
                Stream.of(names).map(name -> addresses.get(NAMES.indexOf(name))).toList());
    }

    /** Ports that were free a moment ago, all different. */
    static List<Integer> freePorts(int count) throws IOException {
        List<ServerSocket> held = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                held.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            return held.stream().map(ServerSocket::getLocalPort).toList();
        } finally {
            for (ServerSocket socket : held) {
                socket.close();
            }
        }
    }

    @Override
    public void close() {
        nodes.values().forEach(Running::close);
    }
}
