package dev.parley.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A small share for every build; {@code ./parley fuzz} does the same at length. */
class BrokenInputTest {
    private static final int FACTOR = Boolean.getBoolean("parley.full") ? 100 : 1;
    private static final long LIMIT_NANOS = 600_000_000_000L;

    @ParameterizedTest
    @EnumSource
    void onlyWhatIsDocumentedComesOutOfBrokenInput(Target target) throws InterruptedException {
        long inputs = (long) FACTOR * 8 * target.inputsOfRound();

        Campaign.Outcome outcome = new Campaign(target, 1).run(0, inputs, LIMIT_NANOS);

        assertThat(outcome.finding()).isEmpty();
        assertThat(outcome.inputs()).isEqualTo(inputs);
        assertThat(outcome.accepted())
                .as("inputs that got through, of %d", inputs)
                .isBetween(inputs / 100, inputs - inputs / 100);
    }

    @ParameterizedTest
    @EnumSource
    void theSameNumbersMakeTheSameRound(Target target) {
        Round round = new Round(target, 7, 3);

        assertThat(round.run(target.maker())).isEqualTo(round.run(target.maker()));
    }
}
