package dev.parley.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.NodeId;
import dev.parley.remote.PeerSnapshot;
import java.util.List;
import org.junit.jupiter.api.Test;

class LossesTest {
    private final Losses losses = new Losses();

    @Test
    void addsUpWhatAllLinksLost() {
        assertThat(losses.total(List.of(member("b", 2), member("c", 3)))).isEqualTo(5);
        assertThat(losses.total(List.of(member("b", 2), member("c", 4)))).isEqualTo(6);
    }

    @Test
    void keepsWhatALinkLostThatIsForgotten() {
        losses.total(List.of(member("b", 7), guest("g", 4)));
        assertThat(losses.total(List.of())).isEqualTo(11);
    }

    @Test
    void goesOnWhereALinkBeginsAnew() {
        losses.total(List.of(member("b", 7)));
        assertThat(losses.total(List.of(member("b", 2)))).isEqualTo(9);
        losses.total(List.of());
        assertThat(losses.total(List.of(member("b", 1)))).isEqualTo(10);
    }

    @Test
    void countsNothingAgainWhenOneOfTwoGuestsOfANameLeaves() {
        losses.total(List.of(guest("g", 4), guest("g", 5)));
        assertThat(losses.total(List.of(guest("g", 5)))).isEqualTo(9);
        assertThat(losses.total(List.of(guest("g", 6)))).isEqualTo(10);
    }

    private static PeerSnapshot member(String host, long lost) {
        return peer(new NodeId(host, 9001, 1), host, false, lost);
    }

    private static PeerSnapshot guest(String name, long lost) {
        return peer(new NodeId("a", 9001, 1), name, true, lost);
    }

    private static PeerSnapshot peer(NodeId node, String name, boolean guest, long lost) {
        return new PeerSnapshot(node, name, PeerSnapshot.State.UP, guest, 0, 0, lost, lost, 0, 0, 0, 0);
    }
}
