package dev.parley.systemtest;

import dev.parley.ActorAddress;
import dev.parley.ActorContext;
import dev.parley.ActorRef;
import dev.parley.AskException;
import dev.parley.Request;
import dev.parley.remote.Node;
import dev.parley.remote.NodeConfig;
import java.io.FileInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import javax.management.JMException;

/**
 * A node with a desk, whose process does as it is told: {@code ask ADDRESS}, {@code hold} all file descriptors that are
 * left, {@code free} them, {@code look} at what it holds. Started as {@code ADDRESS}.
 */
final class BesiegedNode {
    static final String DESK = "desk";
    private static final Duration ONE_TRY = Duration.ofSeconds(3);

    private static final Deque<FileInputStream> HELD = new ArrayDeque<>();

    private BesiegedNode() {}

    sealed interface Cmd {}

    record Ping() implements Cmd, Request<Cmd, Integer> {}

    static Node start(String name, String address) {
        Node node = Node.start(NodeConfig.member(name, address));
        node.export(DESK, Cmd.class, node.system().spawn("desk", () -> (Cmd message, ActorContext<Cmd> ctx) -> {
            switch (message) {
                case Ping ping -> ctx.reply(ping, 1);
            }
        }));
        return node;
    }

    static ActorRef<Cmd> desk(Node from, String address) {
        return from.at(ActorAddress.parse("actor://" + address + "/user/" + DESK), Cmd.class);
    }

    public static void main(String[] args) throws IOException, JMException {
        Node node = start("besieged", args[0]);
        IO.println("ready");
        for (String line = IO.readln(); line != null; line = IO.readln()) {
            String[] words = line.split(" ", 2);
            switch (words[0]) {
                case "ask" -> Thread.ofVirtual().start(() -> ask(node, words[1]));
                case "hold" -> IO.println("holding " + hold());
                case "free" -> IO.println("freed " + free());
                case "look" -> IO.println(look());
                default -> throw new IllegalArgumentException(line);
            }
        }
        node.close();
    }

    private static void ask(Node node, String address) {
        try {
            int _ = desk(node, address).ask(new Ping(), ONE_TRY);
            IO.println("answered by " + address);
        } catch (AskException e) {
            IO.println("not answered by " + address + ": " + e.failure());
        }
    }

    private static int hold() {
        while (true) {
            try {
                HELD.add(new FileInputStream("/dev/null"));
            } catch (IOException noneLeft) {
                return HELD.size();
            }
        }
    }

    private static int free() throws IOException {
        int freed = HELD.size();
        while (!HELD.isEmpty()) {
            HELD.remove().close();
        }
        return freed;
    }

    private static String look() throws IOException, JMException {
        Remains now = Remains.now();
        return "descriptors " + now.descriptors() + " threads " + now.threads() + " heap " + now.heapBytes();
    }
}
