package dev.parley.bench.run;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.bench.side.Side;
import dev.parley.bench.workload.Workload;
import java.io.IOException;
import org.junit.jupiter.api.Test;

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
}
