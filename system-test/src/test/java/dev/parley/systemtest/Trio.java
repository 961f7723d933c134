package dev.parley.systemtest;

import static dev.parley.systemtest.Lines.seconds;

import dev.parley.testkit.FreePorts;
import java.io.IOException;
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

    /** How one of them is started. */
    @FunctionalInterface
    interface Starter {
        Running start(String name, String address, List<String> peers) throws IOException;
    }

    /** On free ports of loopback. */
    static Trio start(String... more) throws IOException, InterruptedException {
        return start(freeAddresses(), List.of(List.of(), List.of(), List.of()), more);
    }

    /** Each behind a command of its own. */
    static Trio start(List<String> addresses, List<List<String>> prefixes, String... more)
            throws IOException, InterruptedException {
        return start(addresses, (name, address, peers) -> {
            List<String> arguments =
                    List.of("node", "--name", name, "--bind", address, "--peers", String.join(",", peers));
            return Running.startBehind(
                    prefixes.get(NAMES.indexOf(name)),
                    Stream.concat(arguments.stream(), Stream.of(more)).toArray(String[]::new));
        });
    }

    /** Another program than {@code parley node}, on free ports of loopback. */
    static Trio start(Starter starter) throws IOException, InterruptedException {
        return start(freeAddresses(), starter);
    }

    private static Trio start(List<String> addresses, Starter starter) throws IOException, InterruptedException {
        Trio trio = new Trio(addresses);
        try {
            for (int i = 0; i < NAMES.size(); i++) {
                trio.nodes.put(NAMES.get(i), starter.start(NAMES.get(i), addresses.get(i), addresses));
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

    private static List<String> freeAddresses() throws IOException {
        return FreePorts.choose(NAMES.size()).stream()
                .map(port -> "127.0.0.1:" + port)
                .toList();
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

    @Override
    public void close() {
        nodes.values().forEach(Running::close);
    }
}
