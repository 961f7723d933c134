package dev.parley.bench.workload;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SilenceTest {
    @Test
    void theSilenceThatStillLastsCounts() {
        Silence silence = new Silence();
        silence.broken();
        long first = silence.nanos();

        assertThat(silence.nanos()).isPositive().isGreaterThanOrEqualTo(first);
    }

    @Test
    void whatIsLongerIsKept() {
        Silence silence = new Silence();
        silence.broken();
        long seen = silence.nanos();
        silence.broken();
        silence.broken();

        assertThat(silence.nanos()).isGreaterThanOrEqualTo(seen);
    }
}
