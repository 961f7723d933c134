package dev.parley.testkit.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/**
 * What goes wrong when, decided before the run. A plan outlives changes of the code better than a seed does, so a
 * failing one is worth keeping.
 *
 * @param entries in the order of time
 */
public record FaultPlan(List<Entry> entries) {
    private static final int MOST_FAULTS = 8;
    private static final Duration LONGEST_LATENCY = Duration.ofMillis(200);

    /** Sorts by time; faults of the same time keep their order. */
    public FaultPlan {
        entries = entries.stream().sorted(Comparator.comparing(Entry::at)).toList();
    }

    /** A fault and its time after the plan was scheduled. */
    public record Entry(Duration at, Fault fault) {}

    /** What {@link #random} may draw. Everything that goes wrong is made good before the plan ends. */
    public enum Kind {
        /** {@link Fault.Cut}, then {@link Fault.Heal}. */
        CUT,
        /** {@link Fault.CutOneWay}, then {@link Fault.Heal}. */
        CUT_ONE_WAY,
        /** {@link Fault.Reset}. */
        RESET,
        /**
         * {@link Fault.Crash}, then {@link Fault.Restart}, which needs {@link Simulation#start(String, HostProgram)}.
         */
        CRASH,
        /** {@link Fault.Pause}, then {@link Fault.Resume}. */
        PAUSE,
        /** {@link Fault.Latency} of up to 200 ms, then the usual again. */
        LATENCY
    }

    /**
     * A plan of one to eight faults within {@code duration}; after it all is well. The same arguments draw the same
     * plan.
     */
    public static FaultPlan random(long seed, List<String> hosts, Duration duration, Set<Kind> kinds) {
        if (hosts.size() < 2 || kinds.isEmpty()) {
            throw new IllegalArgumentException(
                    "a random plan needs two hosts and one kind of fault: here are " + hosts + " and " + kinds);
        }
        SplittableRandom random = new Seed(seed).of("plan").stream();
        List<Kind> choice = List.copyOf(EnumSet.copyOf(kinds));
        List<Entry> drawn = new ArrayList<>();
        int count = random.nextInt(1, MOST_FAULTS + 1);
        for (int i = 0; i < count; i++) {
            long fromNanos = random.nextLong(duration.toNanos());
            long untilNanos = random.nextLong(fromNanos, duration.toNanos());
            int a = random.nextInt(hosts.size());
            int b = (a + 1 + random.nextInt(hosts.size() - 1)) % hosts.size();
            List<Fault> faults = faults(choice.get(random.nextInt(choice.size())), hosts.get(a), hosts.get(b));
            drawn.add(new Entry(Duration.ofNanos(fromNanos), faults.getFirst()));
            if (faults.size() > 1) {
                drawn.add(new Entry(Duration.ofNanos(untilNanos), faults.getLast()));
            }
        }
        return new FaultPlan(drawn);
    }

    private static List<Fault> faults(Kind kind, String a, String b) {
        return switch (kind) {
            case CUT -> List.of(new Fault.Cut(a, b), new Fault.Heal(a, b));
            case CUT_ONE_WAY -> List.of(new Fault.CutOneWay(a, b), new Fault.Heal(a, b));
            case RESET -> List.of(new Fault.Reset(a, b));
            case CRASH -> List.of(new Fault.Crash(a), new Fault.Restart(a));
            case PAUSE -> List.of(new Fault.Pause(a), new Fault.Resume(a));
            case LATENCY -> List.of(new Fault.Latency(Duration.ZERO, LONGEST_LATENCY), Fault.Latency.usual());
        };
    }

    /** One line an entry. */
    @Override
    public String toString() {
        return entries.stream()
                .map(entry ->
                        String.format(Locale.ROOT, "%10.6f s  %s", entry.at().toNanos() / 1e9, entry.fault()))
                .collect(Collectors.joining("\n"));
    }
}
