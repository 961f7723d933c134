package dev.parley.testkit.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What goes wrong when, decided before the run. A plan outlives changes of the code better than a seed does, so a
 * failing one is worth keeping; {@link #toJava} prints it for that.
 *
 * @param episodes in the order in which they begin
 */
public record FaultPlan(List<Episode> episodes) {
    private static final int MOST_FAULTS = 8;

    /** Sorts by time; episodes that begin together keep their order. */
    public FaultPlan {
        episodes = episodes.stream().sorted(Comparator.comparing(Episode::at)).toList();
    }

    /** A plan of these episodes. */
    public static FaultPlan of(Episode... episodes) {
        return new FaultPlan(List.of(episodes));
    }

    /** Nothing goes wrong. */
    public static FaultPlan none() {
        return new FaultPlan(List.of());
    }

    /**
     * A plan of one to eight faults that begin within {@code duration} and are mended within it. The same arguments
     * draw the same plan.
     */
    public static FaultPlan random(long seed, List<String> hosts, Duration duration, Set<FaultKind> kinds) {
        if (hosts.size() < 2 || kinds.isEmpty()) {
            throw new IllegalArgumentException(
                    "a random plan needs two hosts and one kind of fault: here are " + hosts + " and " + kinds);
        }
        if (!duration.isPositive()) {
            throw new IllegalArgumentException("a random plan takes some time, not " + duration);
        }
        SplittableRandom random = new Seed(seed).of("plan").stream();
        List<FaultKind> choice = List.copyOf(EnumSet.copyOf(kinds));
        List<Episode> drawn = new ArrayList<>();
        int count = random.nextInt(1, MOST_FAULTS + 1);
        for (int i = 0; i < count; i++) {
            long fromNanos = random.nextLong(duration.toNanos());
            long untilNanos = random.nextLong(fromNanos, duration.toNanos());
            Fault fault = new Draw(random, hosts).fault(choice.get(random.nextInt(choice.size())));
            Duration lasts = fault.isMomentary() ? Duration.ZERO : Duration.ofNanos(untilNanos - fromNanos);
            drawn.add(new Episode(Duration.ofNanos(fromNanos), lasts, fault));
        }
        return new FaultPlan(drawn);
    }

    /** The episodes of both. */
    public FaultPlan and(FaultPlan other) {
        return new FaultPlan(
                Stream.concat(episodes.stream(), other.episodes.stream()).toList());
    }

    /** This plan as a Java expression, to be pasted into a test. */
    public String toJava() {
        return JavaText.of(this);
    }

    /** One line an episode. */
    @Override
    public String toString() {
        return episodes.stream().map(Episode::toString).collect(Collectors.joining("\n"));
    }
}
