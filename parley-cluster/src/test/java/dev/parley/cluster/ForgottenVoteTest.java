package dev.parley.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.cluster.Placement.Effect;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * A host is heard by fewer and fewer of five nodes. A rival claims; one node grants that, forgets it with its process,
 * and then hears the host again. Times are hundredths of the failure time-out.
 */
class ForgottenVoteTest {
    private static final int RIVAL = 0;
    private static final int HOST = 1;
    private static final int FORGETFUL = 2;
    private static final int LATE = 3;
    private static final int LOYAL = 4;

    private final List<Placement> nodes =
            IntStream.range(0, 5).mapToObj(place -> started(place, 0)).collect(Collectors.toCollection(ArrayList::new));

    private static Placement started(int place, double at) {
        Epochs epochs = Epochs.atStart(PlacementModel.T, nanos(at), 0);
        return new Placement(Nodes.peers(5, place), "n" + place, epochs, new Random(place));
    }

    private static long nanos(double at) {
        return Math.round(at * PlacementModel.T / 100);
    }

    private void sees(int node, int other, double at) {
        nodes.get(node).on(other, new PeerMessage.Here(false), nanos(at));
    }

    /** What one node does on hearing what another said. */
    private List<Effect> hears(int node, int from, List<Effect> said, double at) {
        List<Effect> does = new ArrayList<>();
        for (Effect effect : said) {
            if (effect instanceof Effect.Send(int peer, PeerMessage message) && peer == node) {
                does.addAll(nodes.get(node).on(from, message, nanos(at)));
            }
        }
        return does;
    }

    private static Ballot startedIn(List<Effect> effects) {
        for (Effect effect : effects) {
            if (effect instanceof Effect.Start(Ballot ballot)) {
                return ballot;
            }
        }
        throw new AssertionError("nobody hosts: " + effects);
    }

    private Ballot hostFrom100() {
        for (int other : List.of(FORGETFUL, LATE, LOYAL)) {
            sees(HOST, other, 100);
        }
        List<Effect> claim = nodes.get(HOST).tick(nanos(100));
        List<Effect> won = new ArrayList<>();
        for (int other : List.of(FORGETFUL, LATE, LOYAL)) {
            won.addAll(hears(HOST, other, hears(other, HOST, claim, 100), 100));
        }
        return startedIn(won);
    }

    @Test
    void countsForOneHostAtATime() {
        Ballot old = hostFrom100();
        List<Effect> beat = nodes.get(HOST).hosting(old, Nodes.actor(HOST, old.epoch()), nanos(100));
        hears(HOST, FORGETFUL, hears(FORGETFUL, HOST, beat, 100), 100);
        for (int at = 120; at <= 200; at += 20) {
            beat = nodes.get(HOST).tick(nanos(at));
            hears(HOST, LOYAL, hears(LOYAL, HOST, beat, at), at);
            if (at == 120) {
                hears(HOST, LATE, hears(LATE, HOST, beat, at), at);
            }
        }
        sees(RIVAL, FORGETFUL, 200);
        sees(RIVAL, LATE, 200);
        nodes.get(RIVAL).on(LATE, new PeerMessage.Denied(new Ballot(0, 0), old.epoch(), 0), nanos(200));
        List<Effect> claim = nodes.get(RIVAL).tick(nanos(200.5));

        hears(RIVAL, FORGETFUL, hears(FORGETFUL, RIVAL, claim, 201), 201);
        nodes.set(FORGETFUL, started(FORGETFUL, 202));
        hears(HOST, FORGETFUL, hears(FORGETFUL, HOST, beat, 203), 204);
        Ballot fresh = startedIn(hears(RIVAL, LATE, hears(LATE, RIVAL, claim, 220.2), 220.3));

        assertThat(nodes.get(RIVAL).remainingNanos(fresh, nanos(221))).isPositive();
        assertThat(nodes.get(HOST).remainingNanos(old, nanos(221)))
                .as("the old host, which counts the vote too")
                .isNotPositive();
    }
}
