package dev.parley.testkit;

import dev.parley.ActorAddress;
import dev.parley.ActorRef;
import dev.parley.Cancellable;
import dev.parley.Kind;
import dev.parley.remote.Node;
import dev.parley.remote.NodeConfig;
import dev.parley.testkit.history.Event;
import dev.parley.testkit.history.History;
import dev.parley.testkit.simulation.Fault;
import dev.parley.testkit.simulation.FaultKind;
import dev.parley.testkit.simulation.FaultPlan;
import dev.parley.testkit.simulation.Scenario;
import dev.parley.testkit.simulation.Simulation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Hosts in one thread, called a, b, c and so on, with a node on each once it is started, and everything that can befall
 * them. The nodes run the same code as in production; a run is a pure function of that code, the test and the seed.
 *
 * <p>Threading: the thread of the test.
 *
 * <p>Limits: 26 hosts. What a node takes to start, at most a minute of virtual time.
 *
 * <p>Failure: a broken promise of the {@link #history}, an exception of a {@link NodeProgram}, a deadlock, and a thread
 * that waits for the real clock end the run at the step where they happen.
 */
public final class SimulatedCluster implements SimulatedWorld {
    private static final int PORT = 9001;
    private static final int MOST_HOSTS = 26;
    private static final Duration START_LIMIT = Duration.ofMinutes(1);

    private final Simulation simulation;
    private final RandomGenerator random;
    private final Chronicle chronicle;
    private final List<String> names;
    private final Set<String> started = new HashSet<>();
    private final Set<String> closed = new HashSet<>();
    private final Map<String, Node> nodes = new TreeMap<>();
    private final Map<String, Node> running = new TreeMap<>();
    private UnaryOperator<NodeConfig> settings = UnaryOperator.identity();
    private int plans;

    /** What a test does with a cluster. */
    @FunctionalInterface
    public interface Script {
        /** Runs and asserts. Keeps nothing between runs. */
        void run(SimulatedCluster cluster) throws Exception;
    }

    SimulatedCluster(Simulation simulation, int nodes) {
        if (nodes < 1 || nodes > MOST_HOSTS) {
            throw new IllegalArgumentException("a cluster has 1 to " + MOST_HOSTS + " nodes, not " + nodes);
        }
        this.simulation = simulation;
        this.random = new SplittableRandom(simulation.seed());
        this.chronicle = new Chronicle(simulation);
        this.names = IntStream.range(0, simulation.knob("nodes", nodes))
                .mapToObj(i -> String.valueOf((char) ('a' + i)))
                .toList();
        simulation.onCrash(this::crashed);
        simulation.onClose(this::closed);
    }

    /** A script as a scenario, to be run again with what a report has found. */
    public static Scenario scenario(int nodes, Script script) {
        return simulation -> {
            SimulatedCluster cluster = new SimulatedCluster(simulation, nodes);
            script.run(cluster);
            cluster.history().check();
        };
    }

    // ---- hosts and nodes

    /** All hosts, in order. */
    public List<String> names() {
        return names;
    }

    /** Where the node of a host listens. */
    public String address(String name) {
        return name + ":" + PORT;
    }

    /**
     * The node that runs on a host now.
     *
     * @throws IllegalStateException if none does
     */
    public Node node(String name) {
        Node node = running.get(name);
        if (node == null) {
            throw new IllegalStateException("no node runs on host " + name + " at " + now() + ": there are "
                    + running.keySet() + ". start or restart it, or look at isRunning first");
        }
        return node;
    }

    /** The node that runs on the host of that place, from 0, now. */
    public Node node(int index) {
        return node(names.get(index));
    }

    /** Whether a node runs on a host, and its program has furnished it. */
    public boolean isRunning(String name) {
        return running.containsKey(name);
    }

    /** The nodes that run now, in order. */
    public List<Node> nodes() {
        return List.copyOf(running.values());
    }

    /** Changes how nodes are set up that start from now on. */
    public void configure(UnaryOperator<NodeConfig> change) {
        settings = change;
    }

    /** Starts a node on every host, with these kinds and no actors. */
    public void start(Kind<?, ?>... kinds) {
        start(_ -> {}, kinds);
    }

    /** Starts a node on every host, with these kinds, and furnishes each; returns when they run. */
    public void start(NodeProgram program, Kind<?, ?>... kinds) {
        names.forEach(name -> begin(name, program, kinds));
        names.forEach(this::awaitStart);
    }

    /** The same on one host. */
    public void start(String name, NodeProgram program, Kind<?, ?>... kinds) {
        begin(name, program, kinds);
        awaitStart(name);
    }

    private void begin(String name, NodeProgram program, Kind<?, ?>[] kinds) {
        if (!names.contains(name)) {
            throw new IllegalArgumentException("no host is called '" + name + "': there are " + names);
        }
        started.add(name);
        simulation.start(name, process -> {
            NodeConfig config = settings.apply(NodeConfig.member(name, address(name)));
            Node node = Node.start(config, process, kinds);
            nodes.put(name, node);
            closed.remove(name);
            chronicle.started(name, node);
            program.run(node);
            running.put(name, node);
        });
    }

    private void awaitStart(String name) {
        await("the node on host " + name + " has started", () -> isRunning(name), START_LIMIT);
    }

    /** What a node has for an actor that another one exports, whichever lives there when a message arrives. */
    public <M> ActorRef<M> exported(String from, String to, String actor, Class<M> protocol) {
        return node(from).at(ActorAddress.parse("actor://" + address(to) + "/user/" + actor), protocol);
    }

    /** A probe in the system of a node. It dies with its node. */
    public <M> TestProbe<M> probe(String name) {
        return TestProbe.start(node(name).system());
    }

    // ---- what befalls them

    /** Kills the process on a host, as kill -9 does: all it had is gone, and its connections are reset. */
    public void crash(String name) {
        simulation.crash(name);
    }

    /**
     * Ends the node of a host as a deploy does, by {@link Node#close}: its actors end, and its peers hear of it.
     * Returns when it is closed. It stays so, also in {@link #settle}, until {@link #restart}.
     */
    public void close(String name) {
        node(name).close();
    }

    /** Starts the node of a host again, after killing it if it runs; its program furnishes it. Returns when it runs. */
    public void restart(String name) {
        simulation.crash(name);
        simulation.start(name);
        awaitStart(name);
    }

    private void crashed(String name) {
        running.remove(name);
        Node node = nodes.remove(name);
        if (node != null) {
            chronicle.crashed(node);
        }
    }

    private void closed(String name) {
        running.remove(name);
        Node node = nodes.remove(name);
        if (node != null) {
            closed.add(name);
            chronicle.closed(node);
        }
    }

    /** Stops the process on a host until {@link #resume}; the network goes on. */
    public void pause(String name) {
        simulation.pause(name);
    }

    /** Lets a paused process go on. */
    public void resume(String name) {
        simulation.resume(name);
    }

    /** Cuts groups of hosts off from each other until {@link #heal}. Hosts in no group reach everyone. */
    @SafeVarargs
    public final void partition(List<String>... groups) {
        List<Fault.CutOneWay> cuts = new ArrayList<>();
        List<String> shape = new ArrayList<>();
        for (List<String> group : groups) {
            shape.add(String.join(" ", group));
            for (List<String> other : groups) {
                if (!other.equals(group)) {
                    group.forEach(from -> other.forEach(to -> cuts.add(new Fault.CutOneWay(from, to))));
                }
            }
        }
        apply(new Fault.Partition(String.join(" | ", shape), cuts));
    }

    /** Cuts two hosts off from each other until {@link #heal}. */
    public void cut(String a, String b) {
        simulation.cut(a, b);
    }

    /** Ends every cut and partition. */
    public void heal() {
        simulation.heal();
    }

    /** Ends the cuts between two hosts. */
    public void heal(String a, String b) {
        simulation.heal(a, b);
    }

    /** Resets all connections between two hosts: what is under way is lost. */
    public void reset(String a, String b) {
        simulation.reset(a, b);
    }

    /**
     * Makes any other fault begin now.
     *
     * @return mends it when cancelled
     */
    public Cancellable apply(Fault fault) {
        return simulation.apply(fault);
    }

    /**
     * From now on, for {@code time}, things go wrong at random: one to eight faults of the kinds given, or of all kinds
     * where none is, as the seed draws them; about half of the kinds in each run. Returns at once. While this lasts a
     * crashed host is started again after some time, so {@link #node} may find none.
     *
     * @throws IllegalStateException after {@link #settle}, and where fewer than two nodes were started
     */
    public void chaos(Duration time, FaultKind... kinds) {
        Set<FaultKind> allowed = kinds.length == 0 ? EnumSet.allOf(FaultKind.class) : EnumSet.copyOf(List.of(kinds));
        List<String> hosts = names.stream().filter(started::contains).toList();
        if (hosts.size() < 2) {
            throw new IllegalStateException("chaos is for two nodes or more that were started: here are " + hosts);
        }
        long seed = simulation.seed() ^ ((long) plans++ << Integer.SIZE);
        simulation.schedule(
                FaultPlan.random(seed, hosts, time, simulation.swarm().kinds(allowed)));
    }

    /**
     * Mends everything: crashed hosts start again, paused ones go on, cuts end, and no plan breaks anything any more.
     * Returns when all nodes run that were not closed; links may need some more seconds.
     */
    public void settle() {
        List<String> hosts = names.stream().filter(started::contains).toList();
        simulation.settle(hosts);
        hosts.stream().filter(name -> !closed.contains(name)).forEach(this::awaitStart);
    }

    // ---- what is judged

    /**
     * What was seen, judged by {@link dev.parley.testkit.history.Checkers#all} after every step. The starts and deaths
     * of processes and the ends of actors are written down by themselves; a test may {@link #record} more.
     */
    public History history() {
        return chronicle.history();
    }

    /** Writes down that something happens now on a host. */
    public void record(String name, Event event) {
        chronicle.history().add(life(name), event);
    }

    /** What the history calls the process on a host: {@code a.2} for the second life of host a. */
    public String life(String name) {
        return chronicle.life(name);
    }

    /** What the history calls an actor. */
    public String nameOf(ActorRef<?> actor) {
        return chronicle.name(actor.address());
    }

    /**
     * Writes down the books of all nodes and asks the checkers what is still owed. Only after {@link #settle}, when
     * nothing is under way any more and no handler is blocked.
     */
    public void closeBooks() {
        chronicle.end(nodes());
    }

    @Override
    public Simulation simulation() {
        return simulation;
    }

    @Override
    public RandomGenerator random() {
        return random;
    }
}
