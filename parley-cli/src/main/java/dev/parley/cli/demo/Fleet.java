package dev.parley.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The nodes of the demo. Threading: any thread may close it, more than once.
 *
 * @param nodes in the order of the list of peers
 * @param folder where their logs are
 */
record Fleet(List<NodeChild> nodes, Path folder) implements AutoCloseable {
    private static final List<String> NAMES = List.of("a", "b", "c");

    /** Starts all of them at once; the caller waits for them. */
    static Fleet start() throws IOException {
        Path folder = Files.createTempDirectory("parley-demo-");
        List<String> addresses = Ports.choose(NAMES.size()).stream()
                .map(port -> "127.0.0.1:" + port)
                .toList();
        List<NodeChild> nodes = new ArrayList<>();
        try {
            for (int i = 0; i < NAMES.size(); i++) {
                nodes.add(NodeChild.start(NAMES.get(i), addresses.get(i), addresses, folder));
            }
        } catch (IOException failed) {
            nodes.forEach(NodeChild::askToLeave);
            throw failed;
        }
        return new Fleet(List.copyOf(nodes), folder);
    }

    /** @throws DemoException naming the node that did not start */
    void awaitReady() throws InterruptedException {
        for (NodeChild node : nodes) {
            node.awaitReady();
        }
    }

    List<String> addresses() {
        return nodes.stream().map(NodeChild::address).toList();
    }

    /** The same addresses, another one first: so that not everybody enters by the same node. */
    List<String> addressesFrom(int first) {
        List<String> all = addresses();
        List<String> turned = new ArrayList<>(all.subList(first % all.size(), all.size()));
        turned.addAll(all.subList(0, first % all.size()));
        return turned;
    }

    /** Returns when no node is left. */
    @Override
    public void close() {
        nodes.forEach(NodeChild::askToLeave);
        long lastNanos = NodeChild.lastToLeaveNanos();
        nodes.forEach(node -> node.awaitEnd(lastNanos));
    }
}
