package dev.parley.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.cli.simulate.links.TalkingNode;
import dev.parley.testkit.history.Bounds;
import dev.parley.testkit.history.Checkers;
import dev.parley.testkit.history.Event;
import dev.parley.testkit.history.History;
import dev.parley.testkit.history.Recording;
import dev.parley.testkit.simulation.FaultPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Members that talk, one process on each host, each with a history of its own; what befalls them is a plan, as in a
 * simulation, and the same checkers judge it.
 */
final class Talkers implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration QUIET = Duration.ofSeconds(3);
    private static final Duration LOOK = Duration.ofMillis(250);

    private final Relays relays;
    private final Path directory;
    private final Map<String, Running> nodes = new LinkedHashMap<>();
    private final List<Path> files = new ArrayList<>();
    private Duration longest = Duration.ZERO;

    Talkers(Relays relays, Path directory) throws IOException, InterruptedException {
        this.relays = relays;
        this.directory = directory;
        try {
            for (String host : relays.hosts()) {
                start(host);
            }
            awaitReady();
        } catch (IOException | InterruptedException | AssertionError failed) {
            close();
            throw failed;
        }
    }

    /** Plays a plan to its end, with its mending. Returns when every process that shall run does. */
    void play(FaultPlan plan) throws Exception {
        FaultDriver driver = new FaultDriver(relays, this);
        longest = plan.episodes().stream()
                .map(episode -> episode.lasts().plus(longest))
                .reduce(longest, (a, b) -> a.compareTo(b) > 0 ? a : b);
        try {
            driver.play(plan);
        } catch (Exception | AssertionError failed) {
            throw new AssertionError("while these faults were played:\n" + plan, failed);
        }
        awaitReady();
    }

    /** After all is mended, everybody must reach everybody. */
    void assertReach() throws Exception {
        order("reach");
    }

    /** Ends all work, waits until nothing happens any more, and judges all that did. */
    void judge() throws Exception {
        order("calm");
        awaitQuiet();
        order("books");
        Recording recording = Recording.readAll(files);
        assertThat(recording.entries()).as("what was written").hasSizeGreaterThan(300);
        recording.judge(Checkers.merged(Bounds.defaults()
                .withRequestTolerance(longest.plusSeconds(5))
                .withOrphanAfter(TalkingNode.FAILURE_TIMEOUT.plus(longest).plusSeconds(20))));
    }

    private void order(String order) throws Exception {
        for (Running node : nodes.values()) {
            node.type(order);
        }
        for (Running node : nodes.values()) {
            node.out().awaitAll(order, PATIENCE, lines -> lines.getLast().text().equals(order));
        }
    }

    /** No process has written for a while. */
    private void awaitQuiet() throws Exception {
        Running any = nodes.values().iterator().next();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        long size = size();
        long since = System.nanoTime();
        while (System.nanoTime() - since < QUIET.toNanos()) {
            any.awaitNoEnd(LOOK);
            if (size() != size) {
                size = size();
                since = System.nanoTime();
            }
            assertThat(System.nanoTime()).as("time to come to rest").isLessThan(deadline);
        }
    }

    private long size() throws IOException {
        long size = 0;
        for (Path file : files) {
            size += Files.size(file);
        }
        return size;
    }

    private void awaitReady() throws InterruptedException {
        for (Running node : nodes.values()) {
            node.out().await("ready", PATIENCE, line -> line.startsWith("ready "));
        }
    }

    @Nullable
    Running node(String host) {
        return nodes.get(host);
    }

    void start(String host) throws IOException {
        Path file = directory.resolve("history-" + files.size() + ".jsonl");
        files.add(file);
        Files.createFile(file);
        String others = String.join(
                ",",
                relays.hosts().stream()
                        .filter(other -> !other.equals(host))
                        .map(relays::before)
                        .toList());
        nodes.put(
                host,
                Running.startMain(
                        TalkingNode.class, relays.before(host), others, file.toString(), relays.behind(host)));
    }

    /** Kills the process on that host, if one runs, and writes its death down. */
    void kill(String host) throws IOException, InterruptedException {
        Running node = nodes.remove(host);
        if (node == null) {
            return;
        }
        node.signal("KILL");
        node.awaitExit(PATIENCE);
        List<String> said = node.out().texts();
        if (!said.isEmpty()) {
            Path file = directory.resolve("history-" + files.size() + ".jsonl");
            files.add(file);
            try (History history = History.writing(System::nanoTime, file)) {
                history.add(said.getFirst().substring("ready ".length()), new Event.ProcessDied());
            }
        }
    }

    @Override
    public void close() {
        nodes.values().forEach(Running::close);
    }
}
