package dev.parley.testkit.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.parley.ActorAddress;
import dev.parley.ActorRef;
import dev.parley.AskException;
import dev.parley.DropReason;
import dev.parley.Failure;
import dev.parley.Request;
import dev.parley.remote.Node;
import dev.parley.remote.NodeConfig;
import dev.parley.remote.PeerSnapshot;
import dev.parley.testkit.simulation.Simulation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/** Nodes in one simulation, each on a host of its own name, each with a desk that is exported as {@code desk}. */
final class Town {
    static final int PORT = 9001;

    final Simulation simulation;
    private final Map<String, Node> nodes = new HashMap<>();
    private final Map<String, Desk> desks = new HashMap<>();
    private final Map<String, ActorRef<Desk.Cmd>> deskRefs = new HashMap<>();
    private final Set<String> startedAgain = new HashSet<>();

    Town(Simulation simulation) {
        this.simulation = simulation;
        Books.open(this);
    }

    /** Starts a member, again if it ran before. */
    Node member(String name) {
        return member(name, config -> config);
    }

    Node member(String name, UnaryOperator<NodeConfig> change) {
        NodeConfig config = change.apply(NodeConfig.member(name, name + ":" + PORT));
        return furnish(name, Node.start(config, simulation.node(name), Desk.KIND, Desk.BRITTLE));
    }

    Node guest(String name, String of) {
        return guest(name, of, config -> config);
    }

    Node guest(String name, String of, UnaryOperator<NodeConfig> change) {
        NodeConfig config = change.apply(NodeConfig.guest(name, of + ":" + PORT));
        return furnish(name, Node.start(config, simulation.node(name)));
    }

    private Node furnish(String name, Node node) {
        Desk desk = new Desk(100);
        ActorRef<Desk.Cmd> ref = node.system().spawn("desk", () -> desk);
        node.export("desk", Desk.Cmd.class, ref);
        if (nodes.put(name, node) != null) {
            startedAgain.add(name);
        }
        desks.put(name, desk);
        deskRefs.put(name, ref);
        return node;
    }

    Node node(String name) {
        return Objects.requireNonNull(nodes.get(name), name);
    }

    /** The desk of the present life of a node. */
    Desk desk(String name) {
        return Objects.requireNonNull(desks.get(name), name);
    }

    /** A ref for use at home. */
    ActorRef<Desk.Cmd> home(String name) {
        return Objects.requireNonNull(deskRefs.get(name), name);
    }

    /** What one node has for the exported desk of another, whichever lives there when a message arrives. */
    ActorRef<Desk.Cmd> exported(String from, String to) {
        return node(from).at(ActorAddress.parse("actor://" + to + ":" + PORT + "/user/desk"), Desk.Cmd.class);
    }

    /** What one node has for the present desk of another, and no other. */
    ActorRef<Desk.Cmd> exact(String from, String to) {
        return node(from).at(home(to).address(), Desk.Cmd.class);
    }

    record Listening(Ears ears, ActorRef<Ears.Cmd> ref) {}

    /** An actor there that watches and spawns as it is told. */
    Listening listening(String on) {
        Ears ears = new Ears();
        ActorRef<Ears.Cmd> ref = node(on).system().spawn(() -> ears);
        until("the ears have started", ears::hasStarted);
        return new Listening(ears, ref);
    }

    /** What one node says about its link with another. */
    PeerSnapshot peer(String of, String to) {
        return node(of).peers().stream()
                .filter(peer -> peer.name().equals(to) || peer.node().host().equals(to))
                .findFirst()
                .orElseThrow(() -> new AssertionError(of + " has no link with " + to + ": " + node(of).peers()));
    }

    void until(String what, BooleanSupplier condition) {
        assertThat(simulation.runUntil(condition, Duration.ofSeconds(60)))
                .as(what)
                .isTrue();
    }

    void run(Duration time) {
        simulation.run(time);
    }

    long refused(String at, DropReason reason) {
        return node(at).system().snapshot().refused().getOrDefault(reason, 0L);
    }

    /** Both ends agree about everything that ever left. */
    void untilSettled(String from, String to) {
        until(from + " and " + to + " agree", () -> {
            PeerSnapshot sent = peer(from, to);
            PeerSnapshot received = peer(to, from);
            return sent.state() == PeerSnapshot.State.UP
                    && sent.queued() == 0
                    && sent.sent() == received.received() + sent.lost()
                    && received.missed() == sent.lost();
        });
    }

    /** Nodes that never began anew and have a link that is up agree about every message that ever left. */
    void assertBalanced() {
        simulation.runUntil(() -> differences().isEmpty(), Duration.ofSeconds(60));
        assertThat(differences()).as("sent is not received, lost or in doubt").isEmpty();
    }

    private List<String> differences() {
        List<String> differences = new ArrayList<>();
        for (String from : nodes.keySet()) {
            for (String to : nodes.keySet()) {
                link(from, to)
                        .ifPresent(sent -> link(to, from)
                                .filter(received -> differ(sent, received))
                                .ifPresent(received ->
                                        differences.add(from + " says " + sent + ", " + to + " " + received)));
            }
        }
        return differences;
    }

    private Optional<PeerSnapshot> link(String of, String to) {
        if (of.equals(to) || startedAgain.contains(of) || startedAgain.contains(to)) {
            return Optional.empty();
        }
        return node(of).peers().stream()
                .filter(peer -> peer.name().equals(to) && peer.state() == PeerSnapshot.State.UP)
                .findFirst();
    }

    private static boolean differ(PeerSnapshot sent, PeerSnapshot received) {
        long unknown = sent.sent() - sent.lost() - received.received();
        return unknown < 0 || unknown > sent.inDoubt();
    }

    /** Why a request whose answer was waited for has failed already. */
    static Failure failure(CompletableFuture<?> answer) {
        return ((AskException) answer.exceptionNow()).failure();
    }

    static <M> Failure failure(ActorRef<M> target, Request<? extends M, ?> request) {
        return catchThrowableOfType(AskException.class, () -> target.ask(request))
                .failure();
    }
}
