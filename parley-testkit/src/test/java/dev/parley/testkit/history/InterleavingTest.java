package dev.parley.testkit.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.parley.testkit.history.Event.Answered;
import dev.parley.testkit.history.Event.Delivered;
import dev.parley.testkit.history.Event.Refused;
import dev.parley.testkit.history.Event.Sent;
import dev.parley.testkit.history.Event.Started;
import dev.parley.testkit.history.Event.Terminated;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** A correct model passes in every order that keeps the order of nodes, and does not pass when something is doubled. */
class InterleavingTest {
    private static final int RUNS = Boolean.getBoolean("parley.full") ? 5_000 : 300;
    private static final int STEPS = 600;

    @Test
    void theModelPassesAsItHappened() {
        for (int seed = 0; seed < RUNS; seed++) {
            List<Entry> entries = entries(seed);

            assertThatCode(() -> new Recording(entries, List.of()).judge(Checkers.all()))
                    .as("seed " + seed)
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void theModelPassesMergedFromFilesWhoseClocksDiffer() {
        for (int seed = 0; seed < RUNS; seed++) {
            RandomGenerator random = new SplittableRandom(seed);
            List<List<Entry>> files = new ArrayList<>();
            byNode(entries(seed)).values().forEach(file -> files.add(shifted(file, random.nextLong(1L << 40))));
            List<Entry> merged = new Merge(files).merged();

            assertThat(byNode(merged).values()).containsExactlyInAnyOrderElementsOf(files);
            assertThatCode(() -> new Recording(merged, List.of()).judge(Checkers.merged(Bounds.defaults())))
                    .as("seed " + seed)
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void theModelPassesInEveryOrderThatKeepsThatOfNodes() {
        for (int seed = 0; seed < RUNS; seed++) {
            RandomGenerator random = new SplittableRandom(seed);
            List<List<Entry>> files = new ArrayList<>();
            // times that grow at random on each node make a random merge
            byNode(entries(seed)).values().forEach(file -> files.add(atRandomTimes(file, random)));
            List<Entry> original = entries(seed);
            List<Entry> merged = withTimesOf(original, new Merge(files).merged());

            assertThat(merged).hasSameSizeAs(original);
            assertThatCode(() -> new Recording(merged, List.of()).judge(Checkers.merged(Bounds.defaults())))
                    .as("seed " + seed)
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void whateverIsDoubledIsFound() {
        int doubled = 0;
        for (int seed = 0; seed < RUNS; seed++) {
            List<Entry> entries = entries(seed);
            RandomGenerator random = new SplittableRandom(seed);
            int place = random.nextInt(entries.size());
            if (mustBeOnce(entries.get(place).event())) {
                doubled++;
                entries.add(place + 1 + random.nextInt(entries.size() - place), entries.get(place));

                assertThatExceptionOfType(Violation.class)
                        .as("seed " + seed)
                        .isThrownBy(() -> new Recording(entries, List.of()).judge(Checkers.all()));
            }
        }
        assertThat(doubled).isGreaterThan(RUNS / 2);
    }

    @Test
    void theModelDoesEverythingOften() {
        Map<Class<?>, Integer> counts = new LinkedHashMap<>();
        for (int seed = 0; seed < RUNS; seed++) {
            entries(seed).forEach(entry -> counts.merge(entry.event().getClass(), 1, Integer::sum));
        }

        assertThat(counts)
                .hasSize(15)
                .allSatisfy((type, count) ->
                        assertThat(count).as(type.getSimpleName()).isGreaterThanOrEqualTo(RUNS / 2));
    }

    private static boolean mustBeOnce(Event event) {
        return switch (event) {
            case Sent _, Refused _, Delivered _, Terminated _, Started _, Answered _ -> true;
            default -> false;
        };
    }

    private static List<Entry> entries(int seed) {
        return new Model(new SplittableRandom(seed)).run(STEPS).entries;
    }

    private static Map<String, List<Entry>> byNode(List<Entry> entries) {
        Map<String, List<Entry>> byNode = new LinkedHashMap<>();
        entries.forEach(entry ->
                byNode.computeIfAbsent(entry.node(), _ -> new ArrayList<>()).add(entry));
        return byNode;
    }

    private static List<Entry> shifted(List<Entry> entries, long nanos) {
        return entries.stream()
                .map(entry -> new Entry(entry.atNanos() + nanos, entry.node(), entry.event()))
                .toList();
    }

    private static List<Entry> atRandomTimes(List<Entry> entries, RandomGenerator random) {
        List<Entry> timed = new ArrayList<>();
        long atNanos = 0;
        for (Entry entry : entries) {
            atNanos += random.nextInt(100) == 0 ? random.nextInt(10_000) : random.nextInt(10);
            timed.add(new Entry(atNanos, entry.node(), entry.event()));
        }
        return timed;
    }

    /** The order of {@code merged}, with the times that the entries had at first. */
    private static List<Entry> withTimesOf(List<Entry> original, List<Entry> merged) {
        Map<String, List<Entry>> byNode = byNode(original);
        Map<String, Integer> next = new LinkedHashMap<>();
        List<Entry> timed = new ArrayList<>();
        for (Entry entry : merged) {
            int place = next.merge(entry.node(), 1, Integer::sum) - 1;
            timed.add(byNode.getOrDefault(entry.node(), List.of()).get(place));
        }
        return timed;
    }
}
