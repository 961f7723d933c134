package dev.parley.systemtest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A network of its own in which packets between two hosts can be lost without a word: one network namespace for each
 * host, and one that forwards between them, where rules drop what is cut. Needs root and {@code ip}; touches nothing
 * outside of its namespaces.
 */
final class Net implements AutoCloseable {
    private final String prefix = "parley" + ProcessHandle.current().pid() + "-";
    private final List<String> namespaces = new ArrayList<>();
    private final List<String> hosts;

    private Net(List<String> hosts) {
        this.hosts = hosts;
    }

    /** Whether this machine lets us: tried, not guessed. */
    static boolean isPossible() throws InterruptedException {
        try (Net net = new Net(List.of())) {
            net.addNamespace("probe");
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    static Net of(List<String> hosts) throws IOException, InterruptedException {
        Net net = new Net(List.copyOf(hosts));
        try {
            net.addNamespace("hub");
            net.in("hub", "sh", "-c", "echo 1 > /proc/sys/net/ipv4/ip_forward");
            for (String host : hosts) {
                net.addHost(host);
            }
            return net;
        } catch (IOException | InterruptedException failed) {
            net.close();
            throw failed;
        }
    }

    private void addNamespace(String name) throws IOException, InterruptedException {
        run("ip", "netns", "add", prefix + name);
        namespaces.add(prefix + name);
        in(name, "ip", "link", "set", "lo", "up");
    }

    private void addHost(String host) throws IOException, InterruptedException {
        addNamespace(host);
        String near = deviceTo(host);
        in("hub", "ip", "link", "add", near, "type", "veth", "peer", "name", "eth0", "netns", prefix + host);
        in("hub", "ip", "address", "add", network(host) + ".1/24", "dev", near);
        in("hub", "ip", "link", "set", near, "up");
        in(host, "ip", "address", "add", address(host) + "/24", "dev", "eth0");
        in(host, "ip", "link", "set", "eth0", "up");
        in(host, "ip", "route", "add", "default", "via", network(host) + ".1");
    }

    private String network(String host) {
        return "10.77." + (hosts.indexOf(host) + 1);
    }

    List<String> hosts() {
        return hosts;
    }

    /** The hub's device towards that host. */
    static String deviceTo(String host) {
        return "to-" + host;
    }

    String address(String host) {
        return network(host) + ".2";
    }

    /** What makes a command run on that host. */
    List<String> on(String host) {
        return List.of("ip", "netns", "exec", prefix + host);
    }

    /** Packets between the two vanish, both ways. */
    void cut(String one, String other) throws IOException, InterruptedException {
        rule("add", one, other);
        rule("add", other, one);
    }

    void heal(String one, String other) throws IOException, InterruptedException {
        rule("del", one, other);
        rule("del", other, one);
    }

    private void rule(String verb, String from, String to) throws IOException, InterruptedException {
        in("hub", "ip", "rule", verb, "from", address(from), "to", address(to), "blackhole");
    }

    /** Runs a command on a host, or on the {@code hub} between them; what it printed. */
    String in(String namespace, String... command) throws IOException, InterruptedException {
        return run(Stream.concat(Stream.of("ip", "netns", "exec", prefix + namespace), Stream.of(command))
                .toArray(String[]::new));
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Path output = Files.createTempFile("parley-net", ".txt");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            if (!process.waitFor(10, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IOException(String.join(" ", command) + ": "
                        + Files.readString(output, StandardCharsets.UTF_8).strip());
            }
            return Files.readString(output, StandardCharsets.UTF_8);
        } finally {
            Files.delete(output);
        }
    }

    @Override
    public void close() {
        for (String namespace : namespaces) {
            try {
                run("ip", "netns", "delete", namespace);
            } catch (IOException e) {
                throw new IllegalStateException("left behind: " + namespace, e);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
