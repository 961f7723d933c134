package dev.parley.testkit.simulation;

import dev.parley.SystemConfig;
import dev.parley.remote.LinkConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * How the nodes of one run are set up, and what may befall them: drawn for each seed, because a bug that needs tiny
 * queues, or that another kind of fault hides, is met only by a run which is unlike the usual one. About one seed in
 * eight has everything as usual.
 *
 * <p>Source: Groce et al., "Swarm Testing", 2012.
 *
 * @param kinds about half of all kinds of faults
 * @param system bounds between generous and tiny
 * @param links time-outs and bounds between generous and tiny
 * @param windows how much connections hold
 */
public record Swarm(Set<FaultKind> kinds, SystemConfig system, LinkConfig links, Windows windows) {
    private static final int USUAL_ONE_IN = 8;
    private static final List<Integer> MESSAGES = List.of(16, 100, 1_000, 100_000);
    private static final List<Long> MAILBOX_BYTES = List.of(1L << 10, 1L << 16, 64L << 20);
    private static final List<Long> BYTES = List.of(1L << 16, 1L << 20, 64L << 20);
    private static final List<Integer> LANES = List.of(1, 2, 3, 8);
    private static final List<Integer> LARGE_BYTES = List.of(1, 300, 64 << 10);
    private static final int WATCHES_A_SECOND = 10;
    private static final List<Long> HEARTBEAT_MILLIS = List.of(100L, 250L, 1_000L, 2_000L);
    private static final List<Long> HANDSHAKE_MILLIS = List.of(1_000L, 5_000L);
    private static final int LONGEST_FAILURE_BEATS = 6;

    /** Takes a copy. */
    public Swarm {
        kinds = Collections.unmodifiableSet(kinds.isEmpty() ? EnumSet.noneOf(FaultKind.class) : EnumSet.copyOf(kinds));
    }

    /**
     * The bytes that a connection holds in one direction, written and not read. Each has a power of two times {@code
     * smallestBytes} of its own.
     *
     * @param smallestBytes at least one
     * @param doublings the largest power of two
     */
    public record Windows(int smallestBytes, int doublings) {
        private static final int SMALLEST = 1 << 10;
        private static final int DOUBLINGS = 8;
        private static final int TINY = 1 << 6;
        private static final int TINY_DOUBLINGS = 5;

        /** Refuses windows without a byte or of a gigabyte. */
        public Windows {
            if (smallestBytes < 1 || doublings < 0 || (long) smallestBytes << doublings > 1 << 30) {
                throw new IllegalArgumentException(
                        "not a range of windows: " + smallestBytes + " bytes and " + doublings + " doublings");
            }
        }

        /** 1 to 256 KiB. */
        public static Windows usual() {
            return new Windows(SMALLEST, DOUBLINGS);
        }

        /** 64 bytes to 2 KiB. */
        public static Windows tiny() {
            return new Windows(TINY, TINY_DOUBLINGS);
        }
    }

    /** Everything as usual, with every kind of fault. */
    public static Swarm usual() {
        return new Swarm(
                EnumSet.allOf(FaultKind.class), SystemConfig.defaults(), LinkConfig.defaults(), Windows.usual());
    }

    /** The same seed draws the same. */
    public static Swarm of(long seed) {
        SplittableRandom random = new Seed(seed).of("swarm").stream();
        if (random.nextInt(USUAL_ONE_IN) == 0) {
            return usual();
        }
        List<FaultKind> kinds = new ArrayList<>(List.of(FaultKind.values()));
        kinds.removeIf(_ -> random.nextBoolean());
        SystemConfig system = SystemConfig.defaults()
                .withMailboxMessages(one(MESSAGES, random))
                .withStashMessages(one(MESSAGES, random))
                .withOpenPerActor(one(MESSAGES, random));
        Windows windows = random.nextBoolean() ? Windows.tiny() : Windows.usual();
        LinkConfig links = links(random);
        return new Swarm(
                new LinkedHashSet<>(kinds), system.withMailboxBytes(one(MAILBOX_BYTES, random)), links, windows);
    }

    private static LinkConfig links(SplittableRandom random) {
        Duration heartbeat = Duration.ofMillis(one(HEARTBEAT_MILLIS, random));
        Duration failure = heartbeat.multipliedBy(random.nextInt(2, LONGEST_FAILURE_BEATS + 1));
        Duration handshake = Duration.ofMillis(one(HANDSHAKE_MILLIS, random));
        LinkConfig drawn = new LinkConfig(
                heartbeat,
                failure,
                handshake,
                one(MESSAGES, random),
                one(BYTES, random),
                one(LANES, random),
                LinkConfig.defaults().largeBytes(),
                LinkConfig.Rates.defaults());
        LinkConfig rated = random.nextBoolean() ? drawn : drawn.withRates(hesitant(drawn.rates()));
        return rated.withLargeBytes(one(LARGE_BYTES, random));
    }

    /** Most watches begin late. */
    private static LinkConfig.Rates hesitant(LinkConfig.Rates usual) {
        return new LinkConfig.Rates(usual.connects(), usual.spawns(), new LinkConfig.Rate(WATCHES_A_SECOND, 1));
    }

    /** Those of {@code allowed} that this run has; all of them if it has none. */
    public Set<FaultKind> kinds(Set<FaultKind> allowed) {
        Set<FaultKind> both = EnumSet.noneOf(FaultKind.class);
        allowed.stream().filter(kinds::contains).forEach(both::add);
        return both.isEmpty() ? allowed : both;
    }

    private static <T> T one(List<T> of, SplittableRandom random) {
        return of.get(random.nextInt(of.size()));
    }
}
