package dev.parley.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class MomentsTest {
    private static Moments of(OptionalInt mostCrossingNanos) {
        return new Moments(new Agenda(List.of(), 3, 2, true, mostCrossingNanos));
    }

    @Test
    void countsEachProcessWhereNothingIsAskedFor() throws InterruptedException {
        Moments moments = of(OptionalInt.empty());

        moments.before();

        assertThat(moments.countsAfter()).isTrue();
        Surroundings surroundings = moments.surroundings(OptionalDouble.empty());
        assertThat(surroundings.wakeNanos().min()).isPositive();
        assertThat(surroundings.crossingNanos().min()).isPositive();
    }

    @Test
    void countsAProcessBetweenCoresThatAreNear() throws InterruptedException {
        Moments moments = of(OptionalInt.of(Integer.MAX_VALUE));

        moments.before();

        assertThat(moments.countsAfter()).isTrue();
    }

    @Test
    void onlyCoresWithinTheLimitAreNear() {
        Agenda agenda = new Agenda(List.of(), 3, 2, true, OptionalInt.of(80));

        assertThat(agenda.isNear(80)).isTrue();
        assertThat(agenda.isNear(80.1)).isFalse();
    }
}
