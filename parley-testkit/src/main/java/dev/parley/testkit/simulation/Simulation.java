package dev.parley.testkit.simulation;

import dev.parley.Cancellable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A whole cluster in one thread: time is virtual, the order of everything that could happen at once is drawn from a
 * seed, and the network loses, delays, cuts and resets on request. The same seed and the same calls give the same
 * run, which {@link #traceHash} proves.
 *
 * <p>Each host runs one process, whose world is a {@link SimulatedProcess}. Nothing happens by itself: {@link #run} and
 * {@link #runUntil} move time, and so does waiting on the test's thread inside the system under test, such as a
 * blocking ask or a close.
 *
 * <p>Threading: the thread that made it, which is a platform thread, and the simulated threads inside; others are
 * refused, and end the run. The data races of real threads are invisible here.
 *
 * <p>Limits: a connection that TCP gives up after a quarter of an hour, and files, are not modelled: a crash loses
 * everything that a process had. Code that parks while the JDK pins it (in a native call or a class initialiser) stops
 * the test's thread.
 *
 * <p>Failure: exceptions that escape from tasks, deadlocks while waiting, and threads that block on real time end the
 * run with a {@link SimulationError}; a check that does not pass, with a {@link BrokenInvariant}.
 *
 * <p>Source: FoundationDB's simulator and TigerBeetle's VOPR, scaled down to one JVM.
 */
public final class Simulation implements AutoCloseable {
    private final Trial trial;
    private final World world;
    private final Hosts hosts = new Hosts();
    private final Network network;
    private final Faults faults;
    private final SortedMap<String, Integer> knobs = new TreeMap<>();
    private final List<Consumer<String>> crashListeners = new ArrayList<>();
    private final List<Consumer<String>> closeListeners = new ArrayList<>();

    private Simulation(Trial trial) {
        Thread driver = Thread.currentThread();
        if (driver.isVirtual()) {
            throw new IllegalStateException("a simulation carries virtual threads, which no virtual thread can, such as"
                    + " '" + driver.getName() + "': make it on a platform thread");
        }
        this.trial = trial;
        this.world = World.of(trial);
        this.network = new Network(world, hosts);
        this.faults = new Faults(world, new Breakage(this, hosts, network), trial.faults());
    }

    /** A simulation in which nothing runs yet; it belongs to the calling thread. */
    public static Simulation of(long seed) {
        return of(Trial.of(seed));
    }

    /** The same for a trial that changes more than the seed. */
    public static Simulation of(Trial trial) {
        return new Simulation(trial);
    }

    /**
     * Starts a process on a host, which is set up if the name is new. After the process has crashed, or its
     * environment was closed, the next call starts another one there.
     */
    public SimulatedProcess node(String host) {
        world.agenda().requireOurs();
        world.happened(host, "start " + host);
        return hosts.start(this, host);
    }

    /** Starts a process that runs {@code program}, and will again when the host is restarted after a crash. */
    public SimulatedProcess start(String host, HostProgram program) {
        hosts.program(host, program);
        return start(host);
    }

    /** Starts the program that the host was given before. */
    public SimulatedProcess start(String host) {
        HostProgram program = hosts.require(host).program();
        SimulatedProcess process = node(host);
        process.dispatcher().fork(() -> {
            try {
                program.run(process);
            } catch (Exception e) {
                throw new SimulationError("the program of host " + host + " failed to start: " + e, e);
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

    /** Where its chance begins. */
    public long seed() {
        return trial.seed();
    }

    /** What it was made with. */
    public Trial trial() {
        return trial;
    }

    /**
     * A number of the scenario, such as of nodes or of seconds: {@code usual}, unless the trial has another. A run that
     * fails is tried again with lower numbers, down to 1.
     *
     * @throws IllegalArgumentException if the name is asked for again with another usual value
     */
    public int knob(String name, int usual) {
        Integer before = knobs.putIfAbsent(name, usual);
        if (before != null && before != usual) {
            throw new IllegalArgumentException("knob " + name + " is usually " + before + ", not " + usual);
        }
        return trial.knobs().getOrDefault(name, usual);
    }

    /** The numbers that were asked for, as they are in this run. */
    public SortedMap<String, Integer> knobs() {
        SortedMap<String, Integer> values = new TreeMap<>(knobs);
        values.replaceAll((name, usual) -> trial.knobs().getOrDefault(name, usual));
        return values;
    }

    /** The fingerprint of all that happened so far. */
    public long traceHash() {
        return world.trace().hash();
    }

    /** How many batches, resumed threads and loop tasks have run so far. */
    public long steps() {
        return world.agenda().steps();
    }

    /**
     * Demands that {@code check} passes after every step from now on. It looks and changes nothing; what it throws ends
     * the run at that step with a {@link BrokenInvariant}.
     */
    public void invariant(String name, Runnable check) {
        world.agenda().requireOurs();
        world.agenda().afterEach(() -> {
            try {
                check.run();
            } catch (RuntimeException | AssertionError e) {
                world.agenda().fail(new BrokenInvariant(name, e));
            }
        });
    }

    /** Begins to write down what happens, for {@link #timeline}. The run stays the same. */
    public void narrate() {
        world.agenda().requireOurs();
        world.narration().begin();
    }

    /** Adds a line of the scenario's own to the time line; turned into text only if one is written. */
    public void note(String host, Object what) {
        world.agenda().requireOurs();
        world.narration().tell(host, what::toString);
    }

    /** The last 4,096 things that happened since {@link #narrate}, in order: none came before its cause. */
    public List<Moment> timeline() {
        return world.narration().moments();
    }

    /**
     * How many frames the present process of a host has handed to its connections, of whatever kind, whether these took
     * them at once or not, and whether they arrived or not; 0 while none runs there.
     */
    public long framesOffered(String host) {
        SimulatedNode process = named(host);
        return process == null ? 0 : process.framesOffered();
    }

    /** Kills the process on a host, as {@link Fault.Crash}. */
    public void crash(String host) {
        SimulatedNode process = named(host);
        world.happened(host, "crash " + host);
        if (process != null) {
            process.crash();
        }
    }

    /** Calls {@code listener} with the host whenever a process crashes, before anything else happens. */
    public void onCrash(Consumer<String> listener) {
        crashListeners.add(listener);
    }

    void crashed(String host) {
        crashListeners.forEach(listener -> listener.accept(host));
    }

    /** Calls {@code listener} with the host whenever a process has ended by itself: its environment was closed. */
    public void onClose(Consumer<String> listener) {
        closeListeners.add(listener);
    }

    void closed(String host) {
        closeListeners.forEach(listener -> listener.accept(host));
    }

    /** Stops the process on a host until {@link #resume}, as {@link Fault.Pause}. */
    public void pause(String host) {
        apply(new Fault.Pause(host));
    }

    /** Lets a paused process go on, whatever paused it. */
    public void resume(String host) {
        SimulatedNode process = named(host);
        world.happened(host, "resume " + host);
        if (process != null) {
            process.resume();
        }
    }

    /** Cuts two hosts off from each other until {@link #heal}, as {@link Fault.Cut}. */
    public void cut(String a, String b) {
        apply(new Fault.Cut(a, b));
    }

    /** Loses the packets of one direction until {@link #heal}, as {@link Fault.CutOneWay}. */
    public void cutOneWay(String from, String to) {
        apply(new Fault.CutOneWay(from, to));
    }

    /** Ends every cut, whatever made it. */
    public void heal() {
        world.agenda().requireOurs();
        world.happened(Moment.NETWORK, "heal all");
        network.healAll();
    }

    /** Ends the cuts between two hosts, whatever made them. */
    public void heal(String a, String b) {
        named(a);
        named(b);
        world.happened(Moment.NETWORK, "heal " + a + " | " + b);
        network.link(a, b).heal();
    }

    /** Resets all connections between two hosts, as {@link Fault.Reset}. */
    public void reset(String a, String b) {
        apply(new Fault.Reset(a, b));
    }

    /** How long a packet takes while no {@link Fault.Latency} says otherwise; 0.1 to 2 ms at first. */
    public void latency(Duration min, Duration max) {
        world.agenda().requireOurs();
        Fault.Latency usual = new Fault.Latency(min, max);
        world.happened(Moment.NETWORK, usual.toString());
        network.usual(usual);
    }

    /** How many bytes connections hold that are opened from now on. */
    public void windows(Swarm.Windows windows) {
        world.agenda().requireOurs();
        network.windows(windows);
    }

    /**
     * The unusual setting of this seed, whose windows hold from now on. The rest of it is for the scenario to use, or
     * not.
     */
    public Swarm swarm() {
        Swarm swarm = Swarm.of(trial.seed());
        windows(swarm.windows());
        return swarm;
    }

    /**
     * Makes a fault begin now.
     *
     * @return mends it when cancelled
     * @throws IllegalArgumentException if it names a host that never ran a process
     */
    public Cancellable apply(Fault fault) {
        world.agenda().requireOurs();
        return faults.begin(fault);
    }

    /**
     * Makes every fault of the plan begin and be mended at its time, counted from now. If the trial has faults of its
     * own, the first call schedules those instead, and later calls nothing.
     *
     * @throws IllegalStateException after {@link #settle}
     */
    public void schedule(FaultPlan plan) {
        world.agenda().requireOurs();
        faults.schedule(plan);
    }

    /**
     * Mends everything among these hosts (crashed ones start again, paused ones go on, latencies are usual) and leaves
     * all else as broken as it is, for ever: no plan breaks or mends anything any more. From here on a scenario can
     * demand that these hosts come to terms within a bound.
     *
     * @throws IllegalStateException if one of them crashed and has no program, see {@link #start(String, HostProgram)}
     */
    public void settle(Collection<String> core) {
        world.agenda().requireOurs();
        List<Host> within = core.stream().sorted().map(hosts::require).toList();
        world.happened(
                Moment.NETWORK, "settle " + within.stream().map(Host::name).toList());
        faults.settle(core);
        for (Host host : within) {
            if (host.isCrashed()) {
                start(host.name());
            }
        }
    }

    /**
     * All that was scheduled, with times counted from the first call of {@link #schedule}: as the faults of a trial it
     * makes the same go wrong at the same times.
     */
    public FaultPlan faults() {
        return faults.scheduled();
    }

    /** Ends all processes where they are; a failure that nobody has seen yet is thrown. */
    @Override
    public void close() {
        crashListeners.clear();
        world.narration().end();
        hosts.running().forEach(SimulatedNode::crash);
        world.agenda().throwUnseenFailure();
    }

    /** Runs a scenario; what ended the run is thrown, though the scenario may have caught it. */
    void play(Scenario scenario) throws Exception {
        scenario.run(this);
        world.agenda().throwFailure();
    }

    World world() {
        return world;
    }

    Network network() {
        return network;
    }

    /** The thread of a process that runs that is this one, or null. */
    @Nullable
    SimulatedThread threadOf(Thread thread) {
        for (SimulatedNode process : hosts.running()) {
            SimulatedThread found = process.dispatcher().threadOf(thread);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    /** Who is blocked, on which host and where, for the report of a deadlock. */
    String whoWaits() {
        StringBuilder text = new StringBuilder();
        for (SimulatedNode process : hosts.running()) {
            process.describeWaiting(text);
        }
        return text.isEmpty() ? "\n  nobody" : text.toString();
    }

    private @Nullable SimulatedNode named(String host) {
        world.agenda().requireOurs();
        return hosts.require(host).process();
    }
}
