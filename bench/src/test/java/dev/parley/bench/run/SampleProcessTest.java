package dev.parley.bench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.bench.side.Side;
import dev.parley.bench.workload.Measured;
import dev.parley.bench.workload.Metric;
import dev.parley.bench.workload.Workload;
import java.io.IOException;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SampleProcessTest {
    private static final int LONGER_THAN_THE_TEST_SECONDS = 60;

    @Test
    void endsWithWhoeverStartedIt() throws IOException {
        try (SampleProcess process =
                SampleProcess.start(Workload.PING_PONG_1, Side.FLOOR, LONGER_THAN_THE_TEST_SECONDS)) {
            process.orphan();

            assertThatThrownBy(() -> process.await(LONGER_THAN_THE_TEST_SECONDS))
                    .isInstanceOf(SampleFailed.class)
                    .hasMessage("ping-pong-1 on floor ended with exit code 4");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        echo ready                | x ended without figures
        true                      | x ended without figures
        echo figure TELL_1 1.0    | x says 'figure TELL_1 1.0'
        echo figure TELL_0 1.0 NaN | x says 'figure TELL_0 1.0 NaN'
        echo figure TELL_1 1,0 NaN | x says 'figure TELL_1 1,0 NaN'
        """)
    void hasFailedWithoutAFigureThatCanBeRead(String script, String why) throws IOException {
        try (SampleProcess process = shell(script)) {
            assertThatThrownBy(() -> process.await(LONGER_THAN_THE_TEST_SECONDS))
                    .isInstanceOf(SampleFailed.class)
                    .hasMessage(why);
        }
    }

    @Test
    void itsFiguresAreFoundBehindALongLog() throws IOException, InterruptedException {
        try (SampleProcess process =
                shell("yes a line of a log | head -n 20000; echo figure TELL_1 5.0 2.0; echo figure FLAT 7.0 NaN")) {
            assertThat(process.await(LONGER_THAN_THE_TEST_SECONDS))
                    .containsEntry(Metric.TELL_1, new Measured(5, OptionalDouble.of(2)))
                    .containsEntry(Metric.FLAT, Measured.of(7))
                    .hasSize(2);
        }
    }

    private static SampleProcess shell(String script) throws IOException {
        return new SampleProcess(new ProcessBuilder("sh", "-c", script).start(), "x");
    }
}
