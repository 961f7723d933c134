package dev.parley.bench.workload;

/** Rounds of a fixed size, repeated while there is time. */
final class Rounds {
    @FunctionalInterface
    interface Round {
        void of(int actors) throws InterruptedException;
    }

    private Rounds() {}

    /** Actors per second; one round at least. */
    static Measured perSecond(Round round, Plan plan) throws InterruptedException {
        repeat(round, plan.actorsWhileWarming(), plan.warmNanos());
        System.gc();
        Effort effort = new Effort();
        return effort.rate(repeat(round, plan.actors(), plan.measureNanos()) * plan.actors());
    }

    private static long repeat(Round round, int actors, long nanos) throws InterruptedException {
        long beginNanos = System.nanoTime();
        long rounds = 0;
        do {
            round.of(actors);
            rounds++;
        } while (System.nanoTime() - beginNanos < nanos);
        return rounds;
    }
}
