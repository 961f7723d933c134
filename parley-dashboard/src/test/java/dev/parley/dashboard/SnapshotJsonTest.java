package dev.parley.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.DropReason;
import dev.parley.NodeId;
import dev.parley.SystemSnapshot;
import dev.parley.remote.PeerSnapshot;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SnapshotJsonTest {
    private static final NodeId NODE = new NodeId("a", 9001, 1);
    private static final Map<DropReason, Long> NONE = new EnumMap<>(DropReason.class);
    private static final SystemSnapshot IDLE =
            new SystemSnapshot("a", List.of(), 0, 0, NONE, NONE, new SystemSnapshot.Account(0, 0, 0, 0, NONE));

    private static PeerSnapshot peer(String name) {
        return new PeerSnapshot(NODE, name, PeerSnapshot.State.UP, true, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    @Test
    void saysOfHowManyLinksItShowsSome() {
        String json = SnapshotJson.of("a", NODE, IDLE, Collections.nCopies(501, peer("g")));
        assertThat(json).contains("\"peerCount\":501").containsOnlyOnce("\"peers\"");
        assertThat(json.split("\"guest\":true", -1)).hasSize(500 + 1);
    }

    @Test
    void namesAreTextWhateverIsInThem() {
        String json = SnapshotJson.of("</script>\u2028\ud800", NODE, IDLE, List.of(peer("\"},\\\n{")));
        assertThat(json).contains("\"node\":\"</script>\\u2028\\ud800\"", "\"name\":\"\\u0022},\\u005c\\u000a{\"");
    }
}
