package dev.parley.cli.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.cli.simulate.diary.Cluster;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class OrderTest {
    private static final Order ORDER = new Order(
            "links", Seeds.range(1, 10), new TreeMap<>(Map.of(Cluster.NODES, 7, Cluster.SECONDS, 36)), null, false);

    @Test
    void theCommandOfASeedHasAllThatWasChosen() {
        assertThat(ORDER.again(4)).isEqualTo("./parley simulate --scenario links --seed 4 --nodes 7 --seconds 36");
        assertThat(ORDER.withPlanted("no-resend").of("chat").again(4))
                .isEqualTo("./parley simulate --scenario chat --seed 4 --nodes 7 --seconds 36 --planted no-resend");
    }

    @Test
    void theTrialOfASeedHasAllThatWasChosen() {
        assertThat(ORDER.trial(4).knobs())
                .containsExactlyInAnyOrderEntriesOf(Map.of(Cluster.NODES, 7, Cluster.SECONDS, 36));
        assertThat(ORDER.trial(4).faults()).isNull();
    }
}
