package dev.parley.bench.workload;

/**
 * How large and how long.
 *
 * @param actors of the workloads that count actors; a power of ten, from 1,000 on
 * @param warmNanos before anything is measured, on the clock and in processor time
 * @param measureNanos of what is measured; at least one round of those that count actors
 */
public record Plan(int actors, long warmNanos, long measureNanos) {
    private static final int ACTORS = 1_000_000;

    /** Of fewer the first link's share of what all have in common is too large. */
    private static final int FEWEST_LINKS = 50;

    /** The size that the aims speak of. */
    public static Plan full(int seconds) {
        return new Plan(ACTORS, seconds * 1_000_000_000L, seconds * 1_000_000_000L);
    }

    /** Messages for one credit between two processes: 2,000 at full size. */
    public int lot() {
        return actors / 500;
    }

    /** Nodes that have a link with one: 1,000 at full size. */
    public int links() {
        return Math.max(FEWEST_LINKS, actors / 1_000);
    }

    int sleepers() {
        return actors / 100;
    }

    int actorsWhileWarming() {
        return actors / 10;
    }
}
