package dev.parley.cluster;

import dev.parley.cluster.Placement.Effect;
import dev.parley.cluster.Placement.Whereabouts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Some nodes that do nothing but place a singleton, in a world that loses, delays, reorders and repeats messages, cuts
 * nodes off one way or both, lets them stand still, forget everything, and keep their time a twentieth too fast or
 * slow. Their wall clocks differ by less than three quarters of the failure time-out. Checks after every step that no
 * two nodes host at a time, and that each host has a higher epoch than all before it.
 */
final class PlacementModel {
    static final long T = 5_000_000_000L;
    private static final long TICK = T / 20;
    private static final Instant START = Instant.parse("2026-11-25T10:00:00Z");

    private final Random random;
    private final List<Machine> machines = new ArrayList<>();
    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private final TreeSet<Integer> cuts = new TreeSet<>();
    private long highestEpoch;
    private long nowNanos;
    private long eventCount;
    private double loss;
    private long longestDelayNanos = 2_000_000;

    private record Event(long atNanos, long number, Runnable what) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            int byTime = Long.compare(atNanos, other.atNanos);
            return byTime != 0 ? byTime : Long.compare(number, other.number);
        }
    }

    /** One machine, and the process that runs on it. */
    private final class Machine {
        private final int place;
        private final Peers peers;
        private final long originNanos = random.nextLong();
        private final double rate = 0.96 + random.nextDouble() * 0.08;
        private final long wallErrorNanos = random.nextLong(T * 3 / 4);
        private Placement placement;
        private @Nullable Ballot hosted;
        private boolean isPaused;
        private int life;
        private final List<Runnable> held = new ArrayList<>();

        Machine(int size, int place) {
            this.place = place;
            this.peers = Nodes.peers(size, place);
            this.placement = placement();
            tick(life);
        }

        private Placement placement() {
            Epochs epochs = Epochs.atStart(T, clock(), Epochs.floor(wall()));
            return new Placement(peers, "n" + place, epochs, new Random(random.nextLong()));
        }

        private Instant wall() {
            return START.plusNanos(nowNanos + wallErrorNanos);
        }

        long clock() {
            return originNanos + (long) (nowNanos * rate);
        }

        void restart() {
            life++;
            isPaused = false;
            held.clear();
            hosted = null;
            placement = placement();
            tick(life);
        }

        void pause() {
            isPaused = true;
        }

        void resume() {
            isPaused = false;
            List<Runnable> left = new ArrayList<>(held);
            held.clear();
            java.util.Collections.shuffle(left, random);
            left.forEach(Runnable::run);
        }

        /** Runs in the process that lives now, when it is not standing still; not at all in a later one. */
        void inTurn(Runnable task) {
            int mine = life;
            Runnable ifAlive = () -> {
                if (life == mine) {
                    task.run();
                }
            };
            if (isPaused) {
                held.add(ifAlive);
            } else {
                ifAlive.run();
            }
        }

        private void tick(int mine) {
            if (life == mine) {
                carryOut(placement.tick(clock()));
                after(TICK, () -> inTurn(() -> tick(mine)));
            }
        }

        void receive(int from, PeerMessage message) {
            inTurn(() -> carryOut(placement.on(from, message, clock())));
        }

        private void carryOut(List<Effect> effects) {
            for (Effect effect : effects) {
                switch (effect) {
                    case Effect.Send(int peer, PeerMessage message) -> send(place, peer, message);
                    case Effect.Start(Ballot ballot) -> start(ballot);
                    case Effect.Stop(Ballot ballot) -> stop(ballot);
                    case Effect.Disbelieve _ -> {}
                }
            }
        }

        private void start(Ballot ballot) {
            hosted = ballot;
            if (acts()) {
                checkGrowth(ballot.epoch());
            }
            carryOut(placement.hosting(ballot, Nodes.actor(place, ballot.epoch()), clock()));
        }

        private void stop(Ballot ballot) {
            if (ballot.equals(hosted)) {
                hosted = null;
            }
            carryOut(placement.ended(ballot, clock()));
        }

        void fail() {
            Ballot ballot = hosted;
            if (ballot != null && !isPaused) {
                stop(ballot);
            }
        }

        boolean acts() {
            return !isPaused && hosted != null && placement.remainingNanos(hosted, clock()) > 0;
        }

        Whereabouts whereabouts() {
            return placement.whereabouts(clock());
        }
    }

    PlacementModel(long seed, int size) {
        random = new Random(seed);
        for (int place = 0; place < size; place++) {
            machines.add(new Machine(size, place));
        }
    }

    private void after(long delayNanos, Runnable what) {
        events.add(new Event(nowNanos + delayNanos, eventCount++, what));
    }

    private void send(int from, int to, PeerMessage message) {
        int copies = random.nextDouble() < loss ? 2 * random.nextInt(2) : 1; // lost or doubled
        for (int i = 0; i < copies; i++) {
            after(random.nextLong(longestDelayNanos), () -> {
                if (!cuts.contains(link(from, to))) {
                    machines.get(to).receive(from, message);
                }
            });
        }
    }

    private int link(int from, int to) {
        return from * machines.size() + to;
    }

    /** Lets time pass; every step is checked. */
    void run(long durationNanos) {
        long untilNanos = nowNanos + durationNanos;
        while (!events.isEmpty() && events.peek().atNanos <= untilNanos) {
            Event next = events.remove();
            nowNanos = next.atNanos;
            next.what.run();
            checkExclusion();
        }
        nowNanos = untilNanos;
    }

    /** Something happens to some node. */
    void disturb() {
        Machine some = machines.get(random.nextInt(machines.size()));
        int other = random.nextInt(machines.size());
        switch (random.nextInt(9)) {
            case 0 -> some.restart();
            case 1, 2 -> some.pause();
            case 3, 4 -> machines.forEach(Machine::resume);
            case 5 -> some.fail();
            case 6 -> {
                cuts.add(link(some.place, other));
                if (random.nextBoolean()) {
                    cuts.add(link(other, some.place));
                }
            }
            case 7 -> cuts.clear();
            default -> {
                loss = random.nextInt(4) * 0.1;
                longestDelayNanos = random.nextBoolean() ? 2_000_000 : random.nextLong(1, 2 * T);
            }
        }
        checkExclusion();
    }

    /** One node hears at once what another did not say. */
    void hears(int place, int from, PeerMessage message) {
        machines.get(place).receive(from, message);
        checkExclusion();
    }

    void cut(int a, int b) {
        cuts.add(link(a, b));
        cuts.add(link(b, a));
    }

    void pause(int place) {
        machines.get(place).pause();
    }

    void resume(int place) {
        machines.get(place).resume();
        checkExclusion();
    }

    void restart(int place) {
        machines.get(place).restart();
    }

    void fail(int place) {
        machines.get(place).fail();
    }

    void leave(int place) {
        Machine leaving = machines.get(place);
        leaving.carryOut(leaving.placement.leave(leaving.clock()));
    }

    /** All is well from now on. */
    void heal() {
        cuts.clear();
        loss = 0;
        longestDelayNanos = 2_000_000;
        machines.forEach(Machine::resume);
    }

    /** Who hosts, in the order of places. */
    List<Integer> hosts() {
        return machines.stream().filter(Machine::acts).map(p -> p.place).toList();
    }

    List<Whereabouts> whereabouts() {
        return machines.stream().map(Machine::whereabouts).toList();
    }

    long seconds() {
        return nowNanos / 1_000_000_000L;
    }

    long epochOf(int place) {
        Ballot hosted = machines.get(place).hosted;
        return hosted == null ? 0 : hosted.epoch();
    }

    private void checkGrowth(long epoch) {
        if (epoch <= highestEpoch) {
            throw new AssertionError("at " + nowNanos + " ns a host of " + epoch + " after one of " + highestEpoch);
        }
        highestEpoch = epoch;
    }

    private void checkExclusion() {
        List<Integer> hosts = hosts();
        if (hosts.size() > 1) {
            throw new AssertionError("at " + nowNanos + " ns two nodes host: " + hosts);
        }
    }
}
