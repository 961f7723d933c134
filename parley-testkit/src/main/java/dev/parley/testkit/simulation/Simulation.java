package dev.parley.testkit.simulation;

import dev.parley.remote.transport.NodeEnvironment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * A whole cluster in one thread: time is virtual, the order of everything that could happen at once is drawn from a
 * seed, and the network loses, delays, cuts and resets on request. The same seed and the same calls give the same
 * run, which {@link #traceHash} proves.
 *
 * <p>Each host runs one process, whose world is a {@link NodeEnvironment}. Nothing happens by itself: {@link #run} and
 * {@link #runUntil} move time, and so does waiting on the test's thread inside the system under test, such as a
 * blocking ask or a close.
 *
 * <p>Threading: the thread that made it, and the simulated threads inside; others are refused. The data races of real
 * threads are invisible here.
 *
 * <p>Limits: a packet that is lost for ever, a connection that TCP gives up after a quarter of an hour, and bandwidth
 * are not modelled. Code that parks while the JDK pins it (in a native call or a class initialiser) stops the test's
 * thread.
 *
 * <p>Failure: exceptions that escape from tasks, deadlocks while waiting, and threads that block on real time end the
 * run with a {@link SimulationError}.
 *
 * <p>Source: FoundationDB's simulator and TigerBeetle's VOPR, scaled down to one JVM.
 */
@SuppressWarnings("exports") // a world is only handed on, to Node.start
public final class Simulation implements AutoCloseable {
    private final long seed;
    private final Trace trace = new Trace();
    private final World world;
    private final Hosts hosts = new Hosts();
    private final Network network;
    private final List<FaultPlan> plans = new ArrayList<>();

    private Simulation(long seed) {
        this.seed = seed;
        this.world = new World(new Seed(seed), trace);
        this.network = new Network(world, hosts);
    }

    /** A simulation in which nothing runs yet; it belongs to the calling thread. */
    public static Simulation of(long seed) {
        return new Simulation(seed);
    }

    /**
     * Starts a process on a host, which is set up if the name is new. After the process has crashed, or its
     * environment was closed, the next call starts another one there.
     */
    public NodeEnvironment node(String host) {
        world.agenda().requireOurs();
        trace.add("start " + host);
        return hosts.start(this, host);
    }

    /** Starts a process that runs {@code program}, and will again when the host is restarted after a crash. */
    public NodeEnvironment start(String host, HostProgram program) {
        hosts.program(host, program);
        return start(host);
    }

    /** Starts the program that the host was given before. */
    public NodeEnvironment start(String host) {
        HostProgram program = hosts.program(host);
        NodeEnvironment process = node(host);
        process.dispatcher().fork(() -> {
            try {
                program.run(process);
            } catch (Exception e) {
                throw new SimulationError("the program of host " + host + " failed to start", e);
            }
        });
        return process;
    }

    /** Lets {@code duration} of virtual time pass. */
    public void run(Duration duration) {
        long untilNanos = world.agenda().nowNanos() + duration.toNanos();
        world.agenda().drive(() -> false, untilNanos);
        world.agenda().jumpTo(untilNanos);
    }

    /**
     * Lets time pass until {@code condition} holds, looked at after each step, or until {@code limit} is over.
     *
     * @return whether it holds
     */
    public boolean runUntil(BooleanSupplier condition, Duration limit) {
        long untilNanos = world.agenda().nowNanos() + limit.toNanos();
        if (world.agenda().drive(condition, untilNanos)) {
            return true;
        }
        world.agenda().jumpTo(untilNanos);
        return condition.getAsBoolean();
    }

    /** Virtual time since the simulation was made. */
    public Duration now() {
        return Duration.ofNanos(world.agenda().nowNanos());
    }

    /** What it was made with. */
    public long seed() {
        return seed;
    }

    /** The fingerprint of all that happened so far. */
    public long traceHash() {
        return trace.hash();
    }

    /** How many batches, resumed threads and loop tasks have run so far. */
    public long steps() {
        return world.agenda().steps();
    }

    /** Kills the process on a host, as {@link Fault.Crash}. */
    public void crash(String host) {
        apply(new Fault.Crash(host));
    }

    /** Stops the process on a host until {@link #resume}, as {@link Fault.Pause}. */
    public void pause(String host) {
        apply(new Fault.Pause(host));
    }

    /** Lets a paused process go on. */
    public void resume(String host) {
        apply(new Fault.Resume(host));
    }

    /** Cuts two hosts off from each other, as {@link Fault.Cut}. */
    public void cut(String a, String b) {
        apply(new Fault.Cut(a, b));
    }

    /** Loses the packets of one direction, as {@link Fault.CutOneWay}. */
    public void cutOneWay(String from, String to) {
        apply(new Fault.CutOneWay(from, to));
    }

    /** Ends every cut. */
    public void heal() {
        apply(new Fault.HealAll());
    }

    /** Ends the cuts between two hosts. */
    public void heal(String a, String b) {
        apply(new Fault.Heal(a, b));
    }

    /** Resets all connections between two hosts, as {@link Fault.Reset}. */
    public void reset(String a, String b) {
        apply(new Fault.Reset(a, b));
    }

    /** How long a packet takes from now on; 0.1 to 2 ms at first. */
    public void latency(Duration min, Duration max) {
        apply(new Fault.Latency(min, max));
    }

    /**
     * Makes a fault happen now.
     *
     * @throws IllegalArgumentException if it names a host that never ran a process
     */
    public void apply(Fault fault) {
        world.agenda().requireOurs();
        trace.add(fault.toString());
        switch (fault) {
            case Fault.Cut(String a, String b) -> {
                link(a, b).cut(a);
                link(a, b).cut(b);
            }
            case Fault.CutOneWay(String from, String to) -> link(from, to).cut(from);
            case Fault.Heal(String a, String b) -> link(a, b).heal();
            case Fault.HealAll() -> network.healAll();
            case Fault.Reset(String a, String b) -> link(a, b).reset();
            case Fault.Crash(String host) -> hosts.ifRunning(host, SimulatedNode::crash);
            case Fault.Restart(String host) -> {
                if (hosts.running(host) == null) {
                    start(host);
                }
            }
            case Fault.Pause(String host) -> hosts.ifRunning(host, SimulatedNode::pause);
            case Fault.Resume(String host) -> hosts.ifRunning(host, SimulatedNode::resume);
            case Fault.Latency(Duration min, Duration max) -> network.latency(min.toNanos(), max.toNanos());
        }
    }

    /** Makes every fault of the plan happen at its time, counted from now. */
    public void schedule(FaultPlan plan) {
        plans.add(plan);
        for (FaultPlan.Entry entry : plan.entries()) {
            world.agenda().after(entry.at().toNanos(), () -> apply(entry.fault()));
        }
    }

    /** The plans that were scheduled, for reports. */
    public List<FaultPlan> plans() {
        return List.copyOf(plans);
    }

    /** Ends all processes where they are; a failure that nobody has seen yet is thrown. */
    @Override
    public void close() {
        hosts.running().forEach(SimulatedNode::crash);
        world.agenda().throwUnseenFailure();
    }

    World world() {
        return world;
    }

    Network network() {
        return network;
    }

    void forget(SimulatedNode process) {
        hosts.forget(process);
    }

    /** Who is blocked, on which host and where, for the report of a deadlock. */
    String whoWaits() {
        StringBuilder text = new StringBuilder();
        for (SimulatedNode process : hosts.running()) {
            process.describeWaiting(text);
        }
        return text.isEmpty() ? "\n  nobody" : text.toString();
    }

    private Link link(String a, String b) {
        hosts.require(a);
        hosts.require(b);
        if (a.equals(b)) {
            throw new IllegalArgumentException("host " + a + " cannot be cut off from itself");
        }
        return network.link(a, b);
    }
}
