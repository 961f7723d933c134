package dev.parley.remote.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComplaintsTest {
    private static final long SECOND = 1_000_000_000;

    private final List<String> log = new ArrayList<>();
    private final Complaints complaints = new Complaints(log::add, 0);

    @Test
    void saysEachOfAFewInFull() {
        for (int i = 0; i < 200; i++) {
            add("line " + i, 0);
        }
        assertThat(log).hasSize(200).endsWith("line 199");
    }

    @Test
    void leavesAFloodOutAndSaysHowMuchOfIt() {
        for (int i = 0; i < 100_000; i++) {
            add("flood", 0);
        }
        assertThat(log).hasSize(200);
        add("later", SECOND / 2);
        assertThat(log.getLast()).isEqualTo("later; 99800 lines like this one were left out before it");
        add("much later", 2 * SECOND);
        assertThat(log.getLast()).isEqualTo("much later");
    }

    private void add(String line, long nowNanos) {
        complaints.add(() -> line, nowNanos);
    }
}
