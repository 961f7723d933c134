package dev.parley.cli.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DifferenceTest {
    @Test
    void namesTheFirstStepThatDiffers() {
        assertThat(Difference.first(List.of("one", "two", "three"), List.of("one", "deux", "three")))
                .isEqualTo("the first difference is step 2: 'two' or 'deux'");
    }

    @Test
    void namesTheEndOfTheShorterRun() {
        assertThat(Difference.first(List.of("one"), List.of("one", "two")))
                .isEqualTo("the first difference is step 2: the end or 'two'");
    }

    @Test
    void saysWhenThereIsNone() {
        assertThat(Difference.first(List.of("one"), List.of("one"))).contains("twice the same");
    }
}
