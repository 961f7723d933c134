package dev.parley.cli.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SeedsTest {
    @Test
    void sharesAreDisjointAndTogetherAllOfThem() {
        List<Long> all = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Seeds share = Seeds.range(10, 11).share(i, 3);
            share.iterator().forEachRemaining((long seed) -> all.add(seed));
            assertThat(share.count()).isBetween(3L, 4L);
        }

        assertThat(all).doesNotHaveDuplicates().hasSize(11).contains(10L, 20L);
    }

    @Test
    void readsWhatItWrites() {
        Seeds seeds = Seeds.range(5, 100).share(1, 2);

        assertThat(Seeds.parse(seeds.toString())).isEqualTo(seeds);
    }
}
