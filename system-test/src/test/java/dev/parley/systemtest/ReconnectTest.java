package dev.parley.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Links that come and go leave nothing behind: no descriptor, no thread, no buffer, no object. */
@EnabledOnOs(OS.LINUX)
class ReconnectTest {
    private static final int CYCLES = Boolean.getBoolean("parley.full") ? 10_000 : 200;
    private static final Duration PATIENCE = Duration.ofMinutes(Boolean.getBoolean("parley.full") ? 30 : 3);
    private static final Pattern FIGURES = Pattern.compile("cycles \\d+ millis \\d+ descriptors (\\d+) (\\d+)"
            + " threads (\\d+) (\\d+) heap (\\d+) (\\d+) most (\\S+) (-?\\d+) leaks (\\d+)");
    private static final int SLACK = 8;
    private static final long MOST_HEAP_BYTES = 4L << 20;

    @Test
    void aLinkThatIsKilledAndMadeAnewLeavesNothingBehind() throws Exception {
        try (Running process = Running.startMain(Reconnector.class, Integer.toString(CYCLES))) {
            int code = process.awaitExit(PATIENCE);
            assertThat(code).as(process.err().texts().toString()).isZero();
            String line = process.out().texts().getFirst();
            Matcher figures = FIGURES.matcher(line);
            assertThat(figures.matches()).as(line).isTrue();
            assertThat(figure(figures, 2)).as("descriptors: " + line).isLessThanOrEqualTo(figure(figures, 1) + SLACK);
            assertThat(figure(figures, 4)).as("threads: " + line).isLessThanOrEqualTo(figure(figures, 3) + SLACK);
            assertThat(figure(figures, 8))
                    .as("instances of the class that grew most, where one a cycle would be " + CYCLES + ": " + line)
                    .isLessThan(CYCLES / 10);
            assertThat(figure(figures, 6) - figure(figures, 5))
                    .as("growth of the heap: " + line)
                    .isLessThan(MOST_HEAP_BYTES);
            assertThat(figure(figures, 9))
                    .as("buffers: " + process.out().texts())
                    .isZero();
            assertThat(process.out().texts()).last().asString().endsWith("on purpose is found");
        }
    }

    private static long figure(Matcher figures, int group) {
        return Long.parseLong(figures.group(group));
    }
}
