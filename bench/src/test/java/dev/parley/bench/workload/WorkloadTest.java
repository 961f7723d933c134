package dev.parley.bench.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.bench.side.Handler;
import dev.parley.bench.side.Offspring;
import dev.parley.bench.side.Post;
import dev.parley.bench.side.Side;
import dev.parley.bench.side.Stage;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class WorkloadTest {
    private static final Plan TINY = new Plan(1_000, 5_000_000, 5_000_000);

    static Stream<Arguments> cells() {
        return Arrays.stream(Workload.values())
                .flatMap(workload -> workload.sides().stream().map(side -> Arguments.of(workload, side)));
    }

    @ParameterizedTest
    @MethodSource("cells")
    void runsAndCountsRightOnEachOfItsSides(Workload workload, Side side) throws InterruptedException {
        try (Stage stage = side.open()) {
            Map<Metric, Measured> figures = workload.run(stage, TINY);

            assertThat(figures).isNotEmpty();
            assertThat(figures.values())
                    .allSatisfy(measured -> assertThat(measured.value()).isFinite());
            // the heap of a thousand actors may drown in what other tests leave for the collector
            assertThat(figures)
                    .allSatisfy((metric, measured) -> assertThat(measured.value())
                            .isGreaterThanOrEqualTo(metric == Metric.IDLE_BYTES ? -Double.MAX_VALUE : 0));
        }
    }

    @Test
    void everyMetricIsMeasuredByAWorkloadThatParleyRunsFirst() {
        assertThat(Workload.values())
                .allSatisfy(workload ->
                        assertThat(workload.sides()).startsWith(Side.PARLEY).doesNotHaveDuplicates());
    }

    @Test
    void aMessageThatIsLostIsAWrongCount() {
        AtomicInteger told = new AtomicInteger();
        try (Stage leaking = new Filter(message -> !(message instanceof Parcel.Item) || told.incrementAndGet() != 7)) {
            assertThatThrownBy(() -> Workload.TELL_1.run(leaking, TINY))
                    .isInstanceOf(WrongCount.class)
                    .hasMessage("messages of sender 0: 8 instead of 7");
        }
    }

    @Test
    void anAskerThatBreaksIsAWrongCount() {
        try (Stage deep = new Filter(_ -> true) {
            @Override
            public Echo echo() {
                return _ -> {
                    throw new StackOverflowError();
                };
            }
        }) {
            assertThatThrownBy(() -> Workload.ASK_1.run(deep, TINY))
                    .isInstanceOf(WrongCount.class)
                    .hasMessageContaining("StackOverflowError");
        }
    }

    /** Loses what the test wants lost. */
    private static class Filter implements Stage {
        private final Stage real = Side.FLOOR.open();
        private final Predicate<Object> passes;

        private Filter(Predicate<Object> passes) {
            this.passes = passes;
        }

        @Override
        public <M> Post<M> spawn(Handler<M> handler) {
            Post<M> post = real.spawn(handler);
            return message -> {
                if (passes.test(message)) {
                    post.tell(message);
                }
            };
        }

        @Override
        public void family(int children, Offspring offspring) {
            real.family(children, offspring);
        }

        @Override
        public void crowd(int children, Runnable handled) {
            real.crowd(children, handled);
        }

        @Override
        public void close() {
            real.close();
        }
    }
}
