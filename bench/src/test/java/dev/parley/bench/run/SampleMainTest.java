package dev.parley.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.bench.side.Side;
import dev.parley.bench.workload.Measured;
import dev.parley.bench.workload.Metric;
import dev.parley.bench.workload.Plan;
import dev.parley.bench.workload.Trial;
import dev.parley.bench.workload.WrongCount;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class SampleMainTest {
    private static final Plan TINY = new Plan(1_000, 1, 1);

    @Test
    void whateverIsThrownIsAnExitCode() throws InterruptedException {
        assertThat(exitCode(() -> {
                    throw new WrongCount("one");
                }))
                .isEqualTo(SampleMain.WRONG_COUNT);
        assertThat(exitCode(() -> {
                    throw new IllegalStateException("two");
                }))
                .isEqualTo(SampleMain.BROKEN);
        assertThat(exitCode(() -> {
                    throw new StackOverflowError("three");
                }))
                .isEqualTo(SampleMain.BROKEN);
    }

    @Test
    void figuresAreExitCodeZero() throws InterruptedException {
        assertThat(exitCode(() -> Map.of(Metric.TELL_1, Measured.of(1)))).isZero();
    }

    private static int exitCode(Supplier<Map<Metric, Measured>> outcome) throws InterruptedException {
        return SampleMain.run(new Stub(outcome), Side.PARLEY, TINY);
    }

    private record Stub(Supplier<Map<Metric, Measured>> outcome) implements Trial {
        @Override
        public String title() {
            return "stub";
        }

        @Override
        public String what() {
            return "what a test wants";
        }

        @Override
        public List<Side> sides() {
            return List.of(Side.PARLEY);
        }

        @Override
        public int expectedSeconds(Side side, int seconds) {
            return 1;
        }

        @Override
        public Map<Metric, Measured> run(Side side, Plan plan) {
            return outcome.get();
        }
    }
}
