package dev.parley.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RoundTest {
    private static final Target TARGET = Target.ADDRESSES;

    @Test
    void anotherSeedOrRoundMakesOtherChance() {
        Set<Long> first = drawn(new Round(TARGET, 1, 0));

        assertThat(first).hasSize(TARGET.inputsOfRound());
        assertThat(drawn(new Round(TARGET, 2, 0))).doesNotContainAnyElementsOf(first);
        assertThat(drawn(new Round(TARGET, 2030, 0))).doesNotContainAnyElementsOf(first);
        assertThat(drawn(new Round(TARGET, -1, 0))).doesNotContainAnyElementsOf(first);
        assertThat(drawn(new Round(TARGET, 1, 1))).doesNotContainAnyElementsOf(first);
    }

    @Test
    void whateverIsThrownIsAFindingWithTheCommandThatRepeatsIt() {
        Round.Result result = new Round(TARGET, 7, 3).run(_ -> {
            throw new AssertionError("a promise");
        });

        assertThat(result.finding().map(Round.Report::text))
                .hasValueSatisfying(text -> assertThat(text)
                        .contains("a promise", "again: ./parley fuzz --target addresses --seed 7 --round 3"));
    }

    /** All numbers that the round's inputs would be made of. */
    private static Set<Long> drawn(Round round) {
        Set<Long> drawn = new HashSet<>();
        round.run(chance -> {
            drawn.add(chance.nextLong());
            return new byte[0];
        });
        return drawn;
    }
}
