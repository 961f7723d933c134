package dev.parley.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.cli.simulate.links.TalkingNode;
import dev.parley.testkit.history.Bounds;
import dev.parley.testkit.history.Checkers;
import dev.parley.testkit.history.Event;
import dev.parley.testkit.history.History;
import dev.parley.testkit.history.Recording;
import dev.parley.testkit.simulation.FaultKind;
import dev.parley.testkit.simulation.FaultPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Members that talk, one process on each host, each with a history of its own; what befalls them is a plan, as in a
 * simulation, and the same checkers judge it.
 */
final class Talkers implements AutoCloseable {
    private static final long FIRST_SEED = Long.getLong("parley.seed", 1);
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration QUIET = Duration.ofSeconds(3);
    private static final Duration LOOK = Duration.ofMillis(250);

    private final Network network;
    private final Path directory;
    private final Map<String, Running> nodes = new LinkedHashMap<>();
    private final List<Path> files = new ArrayList<>();
    private Duration longest = Duration.ZERO;

    Talkers(Network network, Path directory) throws IOException, InterruptedException {
        this.network = network;
        this.directory = directory;
        try {
            for (String host : network.hosts()) {
                start(host);
            }
            awaitReady();
        } catch (IOException | InterruptedException | AssertionError failed) {
            close();
            throw failed;
        }
    }

    /** Plays so many random plans, one after the other; after each of them all reach each other. */
    void playRandom(int plans, Duration length, Set<FaultKind> kinds) throws Exception {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + plans; seed++) {
            play(FaultPlan.random(seed, Trio.NAMES, length, kinds));
            assertReach();
        }
    }

    /** Plays a plan to its end, with its mending. Returns when every process that shall run does. */
    void play(FaultPlan plan) throws Exception {
        FaultDriver driver = new FaultDriver(network, this);
        try {
            driver.play(plan);
        } catch (Exception | AssertionError failed) {
            throw new AssertionError("while these faults were played:\n" + plan, failed);
        }
        longest = plan.episodes().stream()
                .map(episode -> episode.lasts().plus(longest).plus(driver.late()))
                .reduce(longest, (a, b) -> a.compareTo(b) > 0 ? a : b);
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

    /** Each echoes an order when it is done, so a second one is done when there is a second echo. */
    private void order(String order) throws Exception {
        Map<Running, Long> wanted = new LinkedHashMap<>();
        for (Running node : nodes.values()) {
            wanted.put(node, echoes(node.out().entries(), order) + 1);
            node.type(order);
        }
        for (Map.Entry<Running, Long> each : wanted.entrySet()) {
            Lines out = each.getKey().out();
            out.awaitAll(order, PATIENCE, lines -> echoes(lines, order) == each.getValue());
        }
    }

    private static long echoes(List<Lines.Entry> lines, String order) {
        return lines.stream().filter(line -> line.text().equals(order)).count();
    }

    /** Looks now and then until it is so, as long as the test is patient. */
    void await(String what, Callable<Boolean> condition) throws Exception {
        Running any = nodes.values().iterator().next();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.call()) {
            any.awaitNoEnd(LOOK);
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
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
                network.hosts().stream()
                        .filter(other -> !other.equals(host))
                        .map(network::before)
                        .toList());
        nodes.put(
                host,
                Running.startMainBehind(
                        network.on(host),
                        TalkingNode.class,
                        network.before(host),
                        others,
                        file.toString(),
                        network.behind(host)));
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
