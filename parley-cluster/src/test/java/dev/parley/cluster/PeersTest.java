package dev.parley.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.NodeId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeersTest {
    private static final NodeId B = new NodeId("127.0.0.1", 9002, 77);

    @Test
    void findsItsOwnPlaceWhateverItsIncarnation() {
        Peers peers = Peers.parse("127.0.0.1:9001, 127.0.0.1:9002,127.0.0.1:9003", B);
        assertThat(peers.self()).isEqualTo(1);
        assertThat(peers.nodes()).extracting(NodeId::port).containsExactly(9001, 9002, 9003);
        assertThat(peers.nodes()).extracting(NodeId::incarnation).containsOnly(0L);
    }

    @ParameterizedTest
    @CsvSource({"1,1", "2,2", "3,2", "4,3", "5,3"})
    void majorityIsMoreThanHalf(int size, int majority) {
        List<NodeId> nodes = IntStream.range(0, size).mapToObj(Nodes::at).toList();
        assertThat(new Peers(nodes, 0).majority()).isEqualTo(majority);
    }

    @Test
    void refusesAListWithoutItself() {
        assertThatThrownBy(() -> Peers.parse("127.0.0.1:9001,127.0.0.1:9003", B))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("this node, 127.0.0.1:9002, is not in its list of peers");
    }

    @Test
    void namesTheEntryThatIsWrong() {
        assertThatThrownBy(() -> Peers.parse("127.0.0.1:9002,nonsense", B))
                .hasMessageContaining("in the list of peers '127.0.0.1:9002,nonsense': ")
                .hasMessageContaining("'nonsense'");
        assertThatThrownBy(() -> Peers.parse("127.0.0.1:9002,", B)).hasMessageContaining("not an endpoint: ''");
        assertThatThrownBy(() -> Peers.parse("127.0.0.1:9002,127.0.0.1:0", B)).hasMessageContaining("port 0");
    }

    @Test
    void refusesANodeThatIsNamedTwice() {
        assertThatThrownBy(() -> Peers.parse("127.0.0.1:9002,127.0.0.1:9002", B))
                .hasMessageContaining("127.0.0.1:9002 twice");
    }

    @Test
    void refusesMoreNodesThanItCanServe() {
        List<NodeId> nodes =
                IntStream.rangeClosed(0, Peers.MOST).mapToObj(Nodes::at).toList();
        assertThatThrownBy(() -> new Peers(nodes, 0)).hasMessageContaining("1 to 64 nodes, not 65");
    }

    @Test
    void dealsEveryEpochToOneNode() {
        Set<Long> dealt = new HashSet<>();
        for (int self = 0; self < 3; self++) {
            Peers peers = Nodes.peers(3, self);
            long epoch = 0;
            for (int i = 0; i < 100; i++) {
                long next = peers.nextEpoch(epoch);
                assertThat(next).isGreaterThan(epoch).isLessThanOrEqualTo(epoch + 3);
                assertThat(dealt.add(next)).isTrue();
                epoch = next;
            }
        }
        assertThat(Nodes.peers(3, 0).nextEpoch(0)).isEqualTo(1);
        assertThat(Nodes.peers(1, 0).nextEpoch(7)).isEqualTo(8);
    }
}
