package dev.parley.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.bench.far.FarWorkload;
import dev.parley.bench.side.Side;
import dev.parley.bench.workload.Referee;
import dev.parley.bench.workload.Trial;
import dev.parley.bench.workload.Workload;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgendaTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 60})
    void aProcessIsNotEndedBeforeItCanSayWhatIsMissing(int seconds) {
        Agenda agenda = new Agenda(List.of(), 1, seconds, true, OptionalInt.empty());

        for (Trial trial : List.of(Workload.TELL_1, FarWorkload.LINKS)) {
            assertThat(agenda.limitSeconds(trial, Side.PARLEY))
                    .isGreaterThan(Referee.LIMIT_SECONDS + trial.expectedSeconds(Side.PARLEY, seconds));
        }
    }
}
