package dev.parley.cli.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.cluster.Hosting;
import dev.parley.cluster.Peers;
import dev.parley.remote.Node;
import dev.parley.remote.NodeConfig;
import dev.parley.testkit.simulation.Simulation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Simulated members with a room among them, and users whose clients are guests. */
final class ChatWorld implements AutoCloseable {
    static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration STEP = Duration.ofMillis(50);

    final Simulation simulation;
    private final String peers;
    private final Hosting<ChatRoom.Cmd> hosting;
    private final Map<String, RoomLocator> locators = new LinkedHashMap<>();
    private final List<User> users = new ArrayList<>();

    ChatWorld(long seed, String... members) {
        this(seed, ChatRoom.hosting(TIMEOUT), members);
    }

    ChatWorld(long seed, Hosting<ChatRoom.Cmd> hosting, String... members) {
        this.simulation = Simulation.of(seed);
        this.hosting = hosting;
        this.peers =
                String.join(",", List.of(members).stream().map(ChatWorld::at).toList());
        for (String member : members) {
            start(member);
        }
    }

    static String at(String member) {
        return member + ":9001";
    }

    private void start(String member) {
        simulation.start(member, environment -> {
            RoomLocator locator = new RoomLocator();
            Node node =
                    Node.start(NodeConfig.member(member, at(member)), environment, UserSession.kind(locator, TIMEOUT));
            locator.open(node, Peers.parse(peers, node.id()), hosting);
            locators.put(member, locator);
        });
    }

    /** How a member learns where the room is. */
    RoomLocator locator(String member) {
        return Objects.requireNonNull(locators.get(member), member);
    }

    /** A user whose client goes to these members in turn. */
    User user(String name, String... members) {
        return user(name, "token-of-" + name, members);
    }

    /** The same as a certain client, on a machine of its own. */
    User user(String name, String token, String[] members) {
        User user = new User(simulation, name, token, members);
        users.add(user);
        return user;
    }

    /** Lets time pass; who has lost a member goes to the next one. */
    void run(Duration duration) {
        Duration end = simulation.now().plus(duration);
        while (simulation.now().compareTo(end) < 0) {
            simulation.run(STEP);
            users.forEach(User::reconnectIfLost);
        }
    }

    /** Lets time pass until everyone is in the room. */
    void runUntilAllAreIn() {
        runUntil(() -> users.stream().allMatch(user -> user.client.hasRoom()), () -> "all are in");
    }

    private void runUntil(BooleanSupplier condition, Supplier<String> what) {
        Duration end = simulation.now().plus(PATIENCE);
        while (!condition.getAsBoolean()) {
            assertThat(simulation.now()).as(what).isLessThan(end);
            run(STEP);
        }
    }

    /** Lets time pass until everyone has seen as many lines, and a little longer. */
    void runUntilAllHaveSeen(int lines) {
        runUntil(
                () -> users.stream().allMatch(user -> user.said().size() >= lines),
                () -> "all have seen " + lines + ": "
                        + users.stream()
                                .map(user -> user.name + " " + user.said().size())
                                .toList());
        run(Duration.ofSeconds(2));
    }

    /** Every user has seen each of these lines once, in places that grow; every life had one node. */
    void check(List<String> texts) {
        Map<Long, String> nodeOfLife = new TreeMap<>();
        for (User user : users) {
            assertThat(user.texts()).as(user.name).containsExactlyInAnyOrderElementsOf(texts);
            assertThat(user.client.unconfirmed()).as(user.name).isEmpty();
            user.checkOrder();
            user.said()
                    .forEach(line -> assertThat(nodeOfLife.merge(line.life(), line.room(), (first, _) -> first))
                            .as("the node of life " + line.life())
                            .isEqualTo(line.room()));
        }
    }

    @Override
    public void close() {
        simulation.close();
    }
}
