package dev.parley.bench.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.bench.side.Side;
import dev.parley.bench.workload.Measured;
import dev.parley.bench.workload.Metric;
import dev.parley.bench.workload.Plan;
import dev.parley.bench.workload.WrongCount;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CodecWorkloadTest {
    private static final Plan TINY = new Plan(1_000, 1_000_000, 1_000_000);

    @ParameterizedTest
    @EnumSource
    void measuresATimeAndAMultipleOfCodeByHand(CodecWorkload workload) {
        Map<Metric, Measured> figures = workload.run(Side.PARLEY, TINY);

        assertThat(figures).hasSize(2);
        assertThat(figures.values())
                .allSatisfy(measured -> assertThat(measured.value()).isFinite().isPositive());
    }

    @Test
    void theCodeByHandGivesBackWhatItTook() {
        assertThat(Msg.read(Msg.write(Msg.SAMPLE))).isEqualTo(Msg.SAMPLE);
        assertThat(Order.read(Order.write(Order.SAMPLE))).isEqualTo(Order.SAMPLE);
        assertThat(Msg.write(Msg.SAMPLE)).hasSize(44);
    }

    @Test
    void aWrongResultEndsTheRun() {
        Duel.Side<Integer> right = new Duel.Side<>(1, value -> value, result -> result.equals(1));
        Duel.Side<Integer> wrong = new Duel.Side<>(1, value -> value + 1, result -> result.equals(1));

        assertThatThrownBy(() -> new Duel<>(right, wrong, Metric.MSG_ENCODE, Metric.MSG_ENCODE_TIMES).run(TINY))
                .isInstanceOf(WrongCount.class)
                .hasMessage("Msg to bytes gives 2");
    }
}
