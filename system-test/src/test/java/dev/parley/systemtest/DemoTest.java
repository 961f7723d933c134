package dev.parley.systemtest;

import static dev.parley.systemtest.Lines.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code parley demo}, without a terminal. */
class DemoTest {
    private static final Pattern PID = Pattern.compile(" +node [abc] .* pid (\\d+)");

    @Test
    void countsThatEveryLineArrivedEverywhereWhileANodeIsKilled() throws Exception {
        try (Running demo = Running.start("demo", "--users", "3", "--for", "5s")) {
            demo.out().await("users", seconds(60), line -> line.startsWith("3 users are in"));
            List<ProcessHandle> nodes = nodesOf(demo);
            Running.signal("KILL", nodes.getFirst().pid());

            assertThat(demo.awaitExit(seconds(60))).isZero();
            assertThat(demo.out().texts().getLast())
                    .matches("[1-9]\\d+ lines, 3 users: every line arrived everywhere exactly once");
            assertThat(nodes).noneMatch(ProcessHandle::isAlive);
        }
    }

    @Test
    void stopsWhenNobodyReadsOn() throws Exception {
        try (Running demo = Running.startReadBy("head -n 1", "demo", "--users", "1", "--for", "600s")) {
            assertThat(demo.awaitExit(seconds(60))).isEqualTo(1);
            assertThat(demo.err().texts()).containsExactly("parley: nobody reads stdout any more");
        }
    }

    @Test
    void leavesNothingBehindWhenItIsKilled() throws Exception {
        try (Running demo = Running.start("demo", "--users", "1", "--for", "60s")) {
            demo.out().await("the way to join", seconds(60), line -> line.contains("./parley chat --name ada --node "));
            List<ProcessHandle> nodes = nodesOf(demo);
            assertThat(nodes).hasSize(3).allMatch(ProcessHandle::isAlive);

            demo.signal("KILL");

            for (ProcessHandle node : nodes) {
                node.onExit().get(15, TimeUnit.SECONDS);
            }
            assertThat(nodes).noneMatch(ProcessHandle::isAlive);
        }
    }

    private static List<ProcessHandle> nodesOf(Running demo) {
        return demo.out().texts().stream()
                .map(PID::matcher)
                .filter(Matcher::matches)
                .map(line -> ProcessHandle.of(Long.parseLong(line.group(1))).orElseThrow())
                .toList();
    }
}
