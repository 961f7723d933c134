package dev.parley.testkit.simulation;

import dev.parley.Cancellable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes faults begin and mends them, at once or as a plan says. Mending undoes what this fault did and no more.
 *
 * <p>Threading: the driver.
 */
final class Faults {
    private static final long NOT_YET = -1;

    private final Simulation simulation;
    private final World world;
    private final Hosts hosts;
    private final Network network;
    private final @Nullable FaultPlan instead;
    private final List<Episode> scheduled = new ArrayList<>();
    private long firstScheduleNanos = NOT_YET;

    /** @param instead what is scheduled in the place of all plans, if any */
    Faults(Simulation simulation, Hosts hosts, Network network, @Nullable FaultPlan instead) {
        this.simulation = simulation;
        this.world = network.world();
        this.hosts = hosts;
        this.network = network;
        this.instead = instead;
    }

    /** Makes a fault begin; cancelling the result mends it. */
    Cancellable begin(Fault fault) {
        world.trace().add(fault.toString());
        Runnable mend = switch (fault) {
            case Fault.OfNetwork of -> inNetwork(of);
            case Fault.OfProcess of -> inProcess(of);
        };
        return new Cancellable() {
            private boolean mended = fault.isMomentary();

            @Override
            public void cancel() {
                if (!mended) {
                    mended = true;
                    world.trace().add("mended: " + fault);
                    mend.run();
                }
            }
        };
    }

    /** Makes every fault of the plan begin and be mended at its time, counted from now. */
    void schedule(FaultPlan plan) {
        boolean first = firstScheduleNanos == NOT_YET;
        long now = world.agenda().nowNanos();
        firstScheduleNanos = first ? now : firstScheduleNanos;
        if (instead != null && !first) {
            return;
        }
        for (Episode episode : (instead == null ? plan : instead).episodes()) {
            scheduled.add(episode.later(Duration.ofNanos(now - firstScheduleNanos)));
            world.agenda().after(episode.at().toNanos(), () -> play(episode));
        }
    }

    /** All that was scheduled, with times counted from the first plan. */
    FaultPlan scheduled() {
        return new FaultPlan(scheduled);
    }

    private void play(Episode episode) {
        Cancellable mend = begin(episode.fault());
        if (!episode.isForever()) {
            world.agenda().after(episode.lasts().toNanos(), mend::cancel);
        }
    }

    private Runnable inNetwork(Fault.OfNetwork fault) {
        return switch (fault) {
            case Fault.Cut(String a, String b) ->
                both(link(a, b).cut(a), link(a, b).cut(b));
            case Fault.CutOneWay(String from, String to) -> link(from, to).cut(from);
            case Fault.Reset(String a, String b) -> {
                link(a, b).reset();
                yield () -> {};
            }
            case Fault.Latency latency -> network.begin(latency);
        };
    }

    private Runnable inProcess(Fault.OfProcess fault) {
        return switch (fault) {
            case Fault.Crash(String host) -> crash(host);
            case Fault.Pause(String host) -> {
                SimulatedNode process = hosts.require(host);
                yield process == null ? () -> {} : process.pause();
            }
        };
    }

    private Runnable crash(String host) {
        SimulatedNode process = hosts.require(host);
        Active<Boolean> down = hosts.down(host);
        Runnable up = down.begin(true);
        if (process != null) {
            process.crash();
        }
        return () -> {
            up.run();
            if (down.isEmpty() && hosts.running(host) == null) {
                simulation.start(host);
            }
        };
    }

    private static Runnable both(Runnable one, Runnable other) {
        return () -> {
            one.run();
            other.run();
        };
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
