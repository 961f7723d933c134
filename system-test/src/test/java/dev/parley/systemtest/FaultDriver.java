package dev.parley.systemtest;

import dev.parley.systemtest.Network.Mend;
import dev.parley.testkit.simulation.Episode;
import dev.parley.testkit.simulation.Fault;
import dev.parley.testkit.simulation.FaultPlan;
import java.io.IOException;
import java.time.Duration;
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
 * the network between them. A host that several faults hit is well again when the last of them is mended.
 *
 * <p>Threading: one plan at a time.
 */
final class FaultDriver {
    private final Network network;
    private final Talkers talkers;
    private final Map<String, Integer> down = new HashMap<>();
    private final Map<Running, Integer> paused = new HashMap<>();
    private long lateNanos;

    FaultDriver(Network network, Talkers talkers) {
        this.network = network;
        this.talkers = talkers;
    }

    /** How much longer than planned a fault has lasted at most, on a machine that has other things to do. */
    Duration late() {
        return Duration.ofNanos(lateNanos);
    }

    /** Returns when all is mended. */
    void play(FaultPlan plan) throws Exception {
        try (ScheduledExecutorService agenda = Executors.newSingleThreadScheduledExecutor()) {
            List<Future<?>> steps = new ArrayList<>();
            long startNanos = System.nanoTime();
            for (Episode episode : plan.episodes()) {
                Begun begun = new Begun(episode.fault());
                steps.add(agenda.schedule(begun::begin, episode.at().toNanos(), TimeUnit.NANOSECONDS));
                long end = episode.at().plus(episode.lasts()).toNanos();
                steps.add(agenda.schedule(() -> begun.mend(startNanos + end), end, TimeUnit.NANOSECONDS));
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
                case Fault.OfNetwork of -> network.begin(of);
                case Fault.OfSockets of -> network.begin(of);
            };
            return null;
        }

        Void mend(long dueNanos) throws IOException, InterruptedException {
            mend.mend();
            lateNanos = Math.max(lateNanos, System.nanoTime() - dueNanos);
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
