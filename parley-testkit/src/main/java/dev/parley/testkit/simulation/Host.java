package dev.parley.testkit.simulation;

import org.jspecify.annotations.Nullable;

/**
 * One machine: what is wrong with it, what it runs, and the process that runs there now, if any. It outlives its
 * processes.
 *
 * <p>Threading: the driver and simulated threads.
 */
final class Host {
    private final String name;
    private final Active<Boolean> down = new Active<>();
    private final Active<Boolean> refusing = new Active<>();
    private final Active<Boolean> hanging = new Active<>();
    private final Active<Boolean> deaf = new Active<>();
    private final Active<Long> slow = new Active<>();
    private final Active<Integer> drift = new Active<>();
    private long wallErrorNanos;
    private long wallGainNanos;
    private int incarnation;
    private boolean crashed;
    private @Nullable SimulatedNode process;
    private @Nullable HostProgram program;

    Host(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    /** Starts the next process. */
    SimulatedNode start(Simulation simulation, int number) {
        if (process != null) {
            throw new IllegalStateException(
                    "host " + name + " already runs a process: crash it or close its environment first");
        }
        incarnation++;
        crashed = false;
        process = new SimulatedNode(simulation, this, number);
        return process;
    }

    void ended(SimulatedNode which, boolean byCrash) {
        if (process == which) {
            process = null;
            crashed = byCrash;
            wallGainNanos = which.clock().gainNanos();
        }
    }

    @Nullable
    SimulatedNode process() {
        return process;
    }

    /** Counts the processes from 1. */
    int incarnation() {
        return incarnation;
    }

    /** Whether its last process was killed, and none runs since. */
    boolean isCrashed() {
        return crashed;
    }

    /** What starts here, also after a crash. */
    void program(HostProgram what) {
        program = what;
    }

    HostProgram program() {
        if (program == null) {
            throw new IllegalStateException("host " + name + " cannot be started again: give its program by"
                    + " simulation.start(\"" + name + "\", program)");
        }
        return program;
    }

    /** Crashes that are not mended. */
    Active<Boolean> down() {
        return down;
    }

    /** Whether dials are answered by a refusal. */
    Active<Boolean> refusing() {
        return refusing;
    }

    /** Whether dials are not answered. */
    Active<Boolean> hanging() {
        return hanging;
    }

    boolean isDeaf() {
        return !deaf.isEmpty();
    }

    /** Nothing is read here until the result is run. */
    Runnable deafen() {
        Runnable end = deaf.begin(true);
        return () -> {
            end.run();
            if (process != null) {
                process.transport().readOn();
            }
        };
    }

    /** How long each step takes; usually no time. */
    long stepNanos() {
        Long nanos = slow.latest();
        return nanos == null ? 0 : nanos;
    }

    /** Each step takes so long until the result is run. */
    Runnable slow(long nanos) {
        Runnable end = slow.begin(nanos);
        return () -> {
            end.run();
            if (slow.isEmpty() && process != null) {
                process.backlog().release();
            }
        };
    }

    long wallErrorNanos() {
        return wallErrorNanos;
    }

    /** The wall clock is off until the result is run. */
    Runnable jump(long nanos) {
        wallErrorNanos += nanos;
        return () -> wallErrorNanos -= nanos;
    }

    /** By how much the wall clock was ahead of time, by its drift, when the last process here ended. */
    long wallGainNanos() {
        return wallGainNanos;
    }

    int driftPartsPerMillion() {
        Integer now = drift.latest();
        return now == null ? 0 : now;
    }

    /** The clocks run at another rate until the result is run. */
    Runnable drift(int partsPerMillion) {
        Runnable end = drift.begin(partsPerMillion);
        applyDrift();
        return () -> {
            end.run();
            applyDrift();
        };
    }

    private void applyDrift() {
        if (process != null) {
            process.clock().drift(driftPartsPerMillion());
        }
    }
}
