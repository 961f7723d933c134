package dev.parley.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.cli.simulate.links.TalkingNode;
import dev.parley.testkit.FreePorts;
import dev.parley.testkit.history.Bounds;
import dev.parley.testkit.history.Checkers;
import dev.parley.testkit.history.Event;
import dev.parley.testkit.history.History;
import dev.parley.testkit.history.Recording;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The judges of the simulation on real processes: the same actors, the same history, the same checkers, over TCP, with
 * a kill and a standstill.
 */
class RealHistoryTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration WORK = Duration.ofSeconds(4);
    private static final Duration STANDSTILL = Duration.ofSeconds(4);
    private static final Duration REST = Duration.ofSeconds(8);

    @TempDir
    private Path directory;

    private final List<Path> files = new ArrayList<>();
    private List<String> addresses = List.of();

    @Test
    void realProcessesKeepWhatTheCheckersOfTheSimulationAsk() throws Exception {
        addresses =
                FreePorts.choose(3).stream().map(port -> "127.0.0.1:" + port).toList();
        try (Running a = start(0);
                Running b = start(1);
                Running c = start(2)) {
            String killed = name(b);
            c.awaitNoEnd(WORK);
            b.signal("KILL");
            b.awaitExit(PATIENCE);
            files.add(died(killed));
            try (Running again = start(1)) {
                c.awaitNoEnd(WORK);
                a.signal("STOP");
                c.awaitNoEnd(STANDSTILL);
                a.signal("CONT");
                c.awaitNoEnd(WORK);
                for (String order : List.of("calm", "books")) {
                    for (Running node : List.of(a, again, c)) {
                        node.type(order);
                        node.out().await(order, PATIENCE, order::equals);
                    }
                    c.awaitNoEnd(REST);
                }
            }
        }
        judge();
    }

    private void judge() throws Exception {
        Recording recording = Recording.readAll(files);
        Bounds bounds = Bounds.defaults()
                .withRequestTolerance(STANDSTILL.plusSeconds(2))
                .withOrphanAfter(TalkingNode.FAILURE_TIMEOUT.plus(STANDSTILL).plusSeconds(5));

        assertThat(recording.entries()).as("what was written").hasSizeGreaterThan(1_000);
        recording.judge(Checkers.merged(bounds));
    }

    private Running start(int index) throws Exception {
        List<String> others = new ArrayList<>(addresses);
        String own = others.remove(index);
        Path file = directory.resolve("history-" + files.size() + ".jsonl");
        files.add(file);
        Running node = Running.startMain(TalkingNode.class, own, String.join(",", others), file.toString());
        node.out().await("ready", PATIENCE, line -> line.startsWith("ready "));
        return node;
    }

    private static String name(Running node) {
        return node.out().texts().getFirst().substring("ready ".length());
    }

    /** Written by whoever has killed it. */
    private Path died(String node) throws Exception {
        Path file = directory.resolve("killed.jsonl");
        try (History history = History.writing(System::nanoTime, file)) {
            history.add(node, new Event.ProcessDied());
        }
        return file;
    }
}
