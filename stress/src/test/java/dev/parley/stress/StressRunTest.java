package dev.parley.stress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A short run of everything, and with {@code -Pstress} a long one. */
class StressRunTest {
    private static final boolean LONG = Boolean.getBoolean("parley.stress");
    private static final String CLASS_PATH = System.getProperty("java.class.path");

    /** One set of JVM options, no longer than it takes to see each test run and judge what it saw. */
    private static final List<String> BRIEFLY =
            List.of("-m", "sanity", "-f", "1", "-sc", "false", "-jvmArgs", "-XX:TieredStopAtLevel=1");

    /** Interpreted, compiled by C1, by C2, and by C2 in random order. */
    private static final List<String> AT_LENGTH =
            List.of("-m", "quick", "-f", "1", "-sc", "false", "-iters", "4", "-time", "250");

    @Test
    void seesOnlyOutcomesThatArePromised() {
        Run run = Run.of(LONG ? "long" : "short", withoutPlantedRace(), LONG ? AT_LENGTH : BRIEFLY);

        System.out.println(run.results());
        assertThat(run.exitCode()).as(run.results()).isZero();
        int planned = run.tally().planned();
        assertThat(run.tally()).as(run.results()).isEqualTo(new Run.Tally(planned, planned, 0, 0));
        assertThat(planned).as("forks").isPositive();
    }

    @Test
    void failsWhenAForbiddenOutcomeIsSeen() {
        Run run = Run.of(
                "planted",
                CLASS_PATH,
                List.of("-m", "quick", "-f", "1", "-sc", "false", "-jvmArgs", "-XX:TieredStopAtLevel=1"));

        assertThat(run.exitCode()).as(run.results()).isNotZero();
        assertThat(run.tally()).as(run.results()).isEqualTo(new Run.Tally(1, 0, 1, 0));
        assertThat(run.results()).contains("one is lost");
    }

    /** jcstress runs what the first list on its class path names, and the test classes have one. */
    private static String withoutPlantedRace() {
        return Arrays.stream(CLASS_PATH.split(File.pathSeparator, -1))
                .filter(entry -> !entry.contains("test-classes"))
                .collect(Collectors.joining(File.pathSeparator));
    }
}
