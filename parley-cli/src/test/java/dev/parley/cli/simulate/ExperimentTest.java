package dev.parley.cli.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every scenario of {@code parley simulate} holds what it promises, for some seeds in every build. */
@Execution(ExecutionMode.CONCURRENT)
class ExperimentTest {
    private static final int SHARE = 2;

    @ParameterizedTest
    @ValueSource(strings = {"chat", "links", "supervision", "blocking"})
    void keepsItsPromisesWhateverGoesWrong(String name) {
        int seeds = Math.max(1, dev.parley.testkit.simulation.Seeds.count() / SHARE);
        dev.parley.testkit.simulation.Seeds.forEach(
                Experiment.named(name).orElseThrow().scenario(), seeds);
    }

    @Test
    void noneIsLeftOut() {
        assertThat(Experiment.all())
                .extracting(Experiment::name)
                .containsExactly("chat", "links", "supervision", "blocking");
    }
}
