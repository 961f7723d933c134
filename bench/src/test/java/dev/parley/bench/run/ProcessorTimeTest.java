package dev.parley.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcessorTimeTest {
    private static final String SELF = "7 (a (b) c) S 1 7 7 0 -1 4194560 1 2 3 4 %d %d %d %d 20 0 1 0 5 6 7";

    @Test
    void whatNeitherIdledNorIsOursIsOfOthers() {
        ProcessorTime before = ProcessorTime.of("cpu  100 0 50 1000 10 0 0 0 0 0", SELF.formatted(10, 5, 20, 5));
        ProcessorTime after = ProcessorTime.of("cpu  160 5 70 1090 20 5 5 5 3 0", SELF.formatted(20, 10, 60, 10));

        // 200 passed: 100 idle, 60 ours
        assertThat(after.othersSince(before)).hasValue(0.2);
    }

    @Test
    void withoutTimeThereIsNoShare() {
        ProcessorTime now = ProcessorTime.of("cpu  100 0 50 1000 10 0 0 0 0 0", SELF.formatted(1, 1, 1, 1));

        assertThat(now.othersSince(now)).isEmpty();
    }
}
