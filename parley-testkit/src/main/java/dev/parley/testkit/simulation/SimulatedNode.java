package dev.parley.testkit.simulation;

import dev.parley.spi.Entropy;
import dev.parley.spi.Timers;
import java.util.ArrayList;
import java.util.List;

/**
 * One process on one host, from its start until it is closed or crashes. The next one on that host is another object.
 */
final class SimulatedNode implements SimulatedProcess {
    private final Simulation simulation;
    private final Host host;
    private final int number;
    private final SimulatedClock clock;
    private final SimulatedEntropy entropy;
    private final SimulatedDispatcher dispatcher;
    private final SimulatedLoop loop;
    private final SimulatedTransport transport;
    private final Backlog backlog;
    private final List<Step> held = new ArrayList<>();
    private final Active<Boolean> pauses = new Active<>();
    private Life life = Life.RUNNING;
    private long framesOffered;

    private enum Life {
        RUNNING,
        PAUSED,
        /** Its threads may finish what they do; nothing new begins. */
        CLOSED,
        CRASHED
    }

    /** @param number counts the processes of the simulation, for the trace */
    SimulatedNode(Simulation simulation, Host host, int number) {
        Seed ofHost = simulation.world().seed().of("host").of(host.name());
        Seed seed = ofHost.of(host.incarnation());
        this.simulation = simulation;
        this.host = host;
        this.number = number;
        this.clock = new SimulatedClock(simulation.world().agenda(), host, ofHost, seed);
        this.entropy = new SimulatedEntropy(seed.of("entropy"));
        this.dispatcher = new SimulatedDispatcher(this);
        this.loop = new SimulatedLoop(this);
        this.transport = new SimulatedTransport(this, simulation.network());
        this.backlog = new Backlog(host, simulation.world().agenda());
    }

    @Override
    public SimulatedClock clock() {
        return clock;
    }

    @Override
    public Timers timers() {
        return dispatcher;
    }

    @Override
    public SimulatedDispatcher dispatcher() {
        return dispatcher;
    }

    @Override
    public Entropy entropy() {
        return entropy;
    }

    @Override
    public SimulatedTransport transport() {
        return transport;
    }

    @Override
    public void close() {
        if (hasEnded()) {
            return;
        }
        agenda().requireOurs();
        end(Life.CLOSED);
        transport.processEnded(false);
        dispatcher.close();
        simulation.closed(host.name());
    }

    /** As kill -9: nothing of it ever runs again. */
    void crash() {
        if (!hasEnded()) {
            end(Life.CRASHED);
            transport.processEnded(true);
            simulation.crashed(host.name());
        }
    }

    /** Stands still until the result is run, and until every other pause has ended as well. */
    Runnable pause() {
        Runnable end = pauses.begin(true);
        if (life == Life.RUNNING) {
            life = Life.PAUSED;
            held.addAll(agenda().withdraw(this));
        }
        return () -> {
            end.run();
            resumeUnlessPaused();
        };
    }

    /** Goes on, whoever paused it. */
    void resume() {
        pauses.clear();
        resumeUnlessPaused();
    }

    private void resumeUnlessPaused() {
        if (life == Life.PAUSED && pauses.isEmpty()) {
            life = Life.RUNNING;
            held.forEach(agenda()::ready);
            held.clear();
        }
    }

    /** Whether a step may become ready; a paused process keeps it for later. */
    boolean admits(Step step) {
        return switch (life) {
            case RUNNING -> true;
            case PAUSED -> {
                held.add(step);
                yield false;
            }
            case CLOSED -> step instanceof SimulatedThread;
            case CRASHED -> false;
        };
    }

    boolean hasEnded() {
        return life == Life.CLOSED || life == Life.CRASHED;
    }

    boolean isPaused() {
        return life == Life.PAUSED;
    }

    String host() {
        return host.name();
    }

    Host machine() {
        return host;
    }

    /** Its steps that wait because the host is slow. */
    Backlog backlog() {
        return backlog;
    }

    int number() {
        return number;
    }

    /** So many frames were handed to one of its connections. */
    void offered(long frames) {
        framesOffered += frames;
    }

    long framesOffered() {
        return framesOffered;
    }

    SimulatedLoop loop() {
        return loop;
    }

    Simulation simulation() {
        return simulation;
    }

    World world() {
        return simulation.world();
    }

    /** One paragraph for each thread of this process that is blocked, and one if it is paused. */
    void describeWaiting(StringBuilder text) {
        if (isPaused()) {
            text.append("\n  host ")
                    .append(host())
                    .append(" is paused with ")
                    .append(held.size())
                    .append(" steps to do");
        }
        dispatcher.describeWaiting(text);
        loop.thread().describeWaiting(text);
    }

    private Agenda agenda() {
        return world().agenda();
    }

    private void end(Life how) {
        boolean wasPaused = isPaused();
        List<Step> left = new ArrayList<>(wasPaused ? held : agenda().withdraw(this));
        left.addAll(backlog.drain());
        held.clear();
        life = how;
        left.forEach(agenda()::ready); // which admits the threads of a closed process, and nothing of a crashed one
        host.ended(this, how == Life.CRASHED);
        world().narration().tell(host(), () -> how == Life.CRASHED ? "process killed" : "process closed");
    }

    @Override
    public String toString() {
        return host() + "#" + number;
    }
}
