package dev.parley.testkit.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.ActorRef;
import dev.parley.SystemEvent;
import dev.parley.remote.Node;
import dev.parley.remote.NodeConfig;
import dev.parley.remote.PeerSnapshot;
import dev.parley.testkit.history.Event.Books;
import dev.parley.testkit.history.Event.Delivered;
import dev.parley.testkit.history.Event.Dropped;
import dev.parley.testkit.history.Event.Ended;
import dev.parley.testkit.history.Event.LinkBooks;
import dev.parley.testkit.history.Event.ProcessDied;
import dev.parley.testkit.history.Event.Terminated;
import dev.parley.testkit.simulation.Seeds;
import dev.parley.testkit.simulation.Simulation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Real actors on real nodes, in a simulation with faults, keep what the checkers ask. */
class HistoryInSimulationTest {
    private static final int WALKERS = 4;
    private static final int STEPS = 300;

    /** One run: two hosts, a few walkers on each, all reachable from both. */
    private static final class Run {
        final Simulation simulation;
        final RandomGenerator random;
        final History history;
        final Walker.Notebook notebook;
        final Map<String, Node> nodes = new LinkedHashMap<>();
        final List<ActorRef<Walker.Cmd>> walkers = new ArrayList<>();

        Run(Simulation simulation) {
            this.simulation = simulation;
            this.random = new SplittableRandom(simulation.seed());
            this.history = History.of(() -> simulation.now().toNanos(), Checkers.all());
            this.notebook = new Walker.Notebook(history);
            List.of("a", "b").forEach(this::start);
        }

        private void start(String host) {
            Node node = Node.start(NodeConfig.member(host, host + ":9001"), simulation.node(host));
            nodes.put(host, node);
            node.system().events(event -> seen(host + ".1", event));
            for (int i = 0; i < WALKERS; i++) {
                AtomicLong instances = new AtomicLong();
                ActorRef<Walker.Cmd> walker =
                        node.system().spawn("walker" + i, () -> new Walker(notebook, "", instances));
                node.export("walker" + i, Walker.Cmd.class, walker);
                walkers.add(walker);
            }
        }

        private void seen(String node, SystemEvent event) {
            switch (event) {
                case SystemEvent.Ended(var actor, var reason) ->
                    history.add(node, new Ended(Walker.name(actor), Walker.end(reason)));
                case SystemEvent.Dropped(var letter) -> {
                    if (letter.message() instanceof Walker.Note(String from, long number, boolean _)) {
                        history.add(node, new Dropped(from, Walker.name(letter.target()), number, letter.reason()));
                    }
                }
                case SystemEvent.Failed _, SystemEvent.Restarted _ -> {}
            }
        }

        private void step() {
            ActorRef<Walker.Cmd> one = walkers.get(random.nextInt(walkers.size()));
            ActorRef<Walker.Cmd> other = walkers.get(random.nextInt(walkers.size()));
            Node home = nodes.get(one.address().node().host());
            if (home != null) {
                ActorRef<Walker.Cmd> there = home.at(other.address(), Walker.Cmd.class);
                one.tell(
                        switch (random.nextInt(16)) {
                            case 0, 1 -> new Walker.Watch(there);
                            case 2 -> new Walker.Unwatch(there);
                            case 3 -> new Walker.Spawn();
                            case 4 -> random.nextInt(4) == 0 ? new Walker.Stop() : new Walker.Spawn();
                            case 5, 6 -> new Walker.Ask(there);
                            default -> new Walker.Send(there, random.nextInt(20) == 0);
                        });
            }
            simulation.run(Duration.ofNanos(random.nextLong(5_000_000)));
            history.check();
        }

        private void fault() {
            switch (random.nextInt(40)) {
                case 0 -> simulation.cut("a", "b");
                case 1, 2 -> simulation.heal();
                case 3 -> simulation.reset("a", "b");
                case 4 -> simulation.run(Duration.ofSeconds(random.nextInt(8)));
                case 5 -> {
                    if (random.nextInt(10) == 0 && nodes.remove("b") != null) {
                        simulation.crash("b");
                        history.add("b.1", new ProcessDied());
                    }
                }
                default -> {}
            }
        }

        private void rest() {
            simulation.heal();
            simulation.run(Duration.ofMinutes(2));
            nodes.forEach((host, node) -> {
                history.add(host + ".1", Books.of(node.system().snapshot()));
                for (PeerSnapshot peer : node.peers()) {
                    history.add(host + ".1", LinkBooks.of(peer.node().host() + ".1", peer));
                }
            });
            history.end();
        }
    }

    @Test
    void realActorsKeepWhatTheCheckersAsk() {
        Set<Class<?>> seen = new HashSet<>();
        Seeds.forEach(
                simulation -> {
                    Run run = new Run(simulation);
                    for (int i = 0; i < STEPS; i++) {
                        run.fault();
                        run.step();
                    }
                    run.rest();
                    run.history
                            .entries()
                            .forEach(entry -> seen.add(entry.event().getClass()));
                },
                Math.max(1, Seeds.count() / 4));

        assertThat(seen).contains(Delivered.class, Terminated.class, Dropped.class, ProcessDied.class, LinkBooks.class);
    }
}
