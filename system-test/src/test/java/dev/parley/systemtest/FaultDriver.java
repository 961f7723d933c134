package dev.parley.systemtest;

import dev.parley.testkit.simulation.Episode;
import dev.parley.testkit.simulation.Fault;
import dev.parley.testkit.simulation.FaultPlan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Makes the faults of a plan begin and mends them, in real time: those of processes by signals, the others by
 * the relays. A host that several faults hit is well again when the last of them is mended.
 *
 * <p>Threading: one plan at a time.
 */
final class FaultDriver {
    private final Relays relays;
    private final Talkers talkers;
    private final Map<String, Integer> down = new HashMap<>();
    private final Map<Running, Integer> paused = new HashMap<>();

    FaultDriver(Relays relays, Talkers talkers) {
        this.relays = relays;
        this.talkers = talkers;
    }

    /** Returns when all is mended. */
    void play(FaultPlan plan) throws Exception {
        try (ScheduledExecutorService agenda = Executors.newSingleThreadScheduledExecutor()) {
            List<Future<?>> steps = new ArrayList<>();
            for (Episode episode : plan.episodes()) {
                Begun begun = new Begun(episode.fault());
                steps.add(agenda.schedule(begun::begin, episode.at().toNanos(), TimeUnit.NANOSECONDS));
                long end = episode.at().plus(episode.lasts()).toNanos();
                steps.add(agenda.schedule(begun::mend, end, TimeUnit.NANOSECONDS));
            }
            try {
                for (Future<?> step : steps) {
                    step.get();
                }
            } catch (ExecutionException failed) {
                agenda.shutdownNow();
                throw new AssertionError(failed.getCause());
            }
        }
    }

    /** Ends a fault. */
    @FunctionalInterface
    private interface Mend {
        void mend() throws IOException, InterruptedException;
    }

    private final class Begun {
        private final Fault fault;
        private Mend mend = () -> {};

        Begun(Fault fault) {
            this.fault = fault;
        }

        Void begin() throws IOException, InterruptedException {
            mend = switch (fault) {
                case Fault.Crash(String host) -> crash(host);
                case Fault.Restart(String host) -> restart(host);
                case Fault.Pause(String host) -> pause(host);
                case Fault.SlowNode _, Fault.OfClock _ ->
                    throw new UnsupportedOperationException("no such fault on real hosts: " + fault);
                case Fault.OfNetwork of -> relays.begin(of)::run;
                case Fault.OfSockets of -> relays.begin(of)::run;
            };
            return null;
        }

        Void mend() throws IOException, InterruptedException {
            mend.mend();
            return null;
        }
    }

    private Mend crash(String host) throws IOException, InterruptedException {
        down.merge(host, 1, Integer::sum);
        talkers.kill(host);
        return () -> {
            if (down.merge(host, -1, Integer::sum) == 0 && talkers.node(host) == null) {
                talkers.start(host);
            }
        };
    }

    private Mend restart(String host) throws IOException, InterruptedException {
        if (talkers.node(host) != null) {
            talkers.kill(host);
            talkers.start(host);
        }
        return () -> {};
    }

    private Mend pause(String host) throws IOException, InterruptedException {
        Running node = talkers.node(host);
        if (node == null) {
            return () -> {};
        }
        paused.merge(node, 1, Integer::sum);
        node.signal("STOP");
        return () -> {
            if (paused.merge(node, -1, Integer::sum) == 0 && node.isAlive()) {
                node.signal("CONT");
            }
        };
    }
}
