package dev.parley.cluster;

import dev.parley.cluster.Placement.Effect;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/**
 * Nodes that use up epochs as fast as any can: each claims as soon as it may, after the shortest of all pauses, knows
 * the highest epoch there is, is refused at once, and has its turn right after the node whose epochs are the next ones
 * below its own, so that nearly a whole round of epochs is left out each time.
 */
final class Duel {
    private static final Instant START = Instant.parse("2026-11-25T10:00:00Z");
    private static final RandomGenerator SHORTEST_PAUSE = () -> 0;
    private static final long STEP_NANOS = 1_000_000;

    private final Peers list;
    private final long timeoutNanos;
    private final List<Placement> nodes = new ArrayList<>();
    private long nowNanos;
    private long highestEpoch = Epochs.floor(START);

    Duel(int size, Duration timeout) {
        this.list = Nodes.peers(size, 0);
        this.timeoutNanos = timeout.toNanos();
        for (int place = 0; place < size; place++) {
            Epochs epochs = Epochs.atStart(timeoutNanos, 0, highestEpoch);
            nodes.add(new Placement(Nodes.peers(size, place), "n" + place, epochs, SHORTEST_PAUSE));
        }
    }

    void run(Duration duration) {
        long untilNanos = nowNanos + duration.toNanos();
        while (nowNanos < untilNanos) {
            if (nowNanos % (timeoutNanos / 2) == 0) {
                seeEachOther();
            }
            for (int place = list.size() - 1; place >= 0; place--) {
                turn(place);
            }
            nowNanos += STEP_NANOS;
        }
    }

    private void seeEachOther() {
        for (int place = 0; place < list.size(); place++) {
            for (int other : others(place)) {
                nodes.get(place).on(other, new PeerMessage.Here(false), nowNanos);
            }
        }
    }

    private void turn(int place) {
        Placement node = nodes.get(place);
        node.on(others(place).getFirst(), denied(new Ballot(0, 0)), nowNanos);
        Set<Ballot> claimed = new TreeSet<>((a, b) -> Long.compare(a.epoch(), b.epoch()));
        for (Effect effect : node.tick(nowNanos)) {
            if (effect instanceof Effect.Send(int _, PeerMessage.Claim(Ballot ballot))) {
                claimed.add(ballot);
            }
        }
        for (Ballot ballot : claimed) {
            highestEpoch = Math.max(highestEpoch, ballot.epoch());
            others(place).forEach(other -> node.on(other, denied(ballot), nowNanos));
        }
    }

    private PeerMessage denied(Ballot ballot) {
        return new PeerMessage.Denied(ballot, highestEpoch, 0);
    }

    /** A majority without this node. */
    private List<Integer> others(int place) {
        List<Integer> others = new ArrayList<>();
        for (int i = 1; i <= list.majority(); i++) {
            others.add((place + i) % list.size());
        }
        return others;
    }

    /** The highest that was ever claimed. */
    long highestEpoch() {
        return highestEpoch;
    }

    /** Where the epochs of a node begin that starts now. */
    long floor() {
        return Epochs.floor(START.plusNanos(nowNanos));
    }
}
