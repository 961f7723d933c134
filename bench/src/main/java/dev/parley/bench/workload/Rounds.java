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
        Effort warming = new Effort();
        do {
            round.of(plan.actorsWhileWarming());
        } while (!warming.isWarm(plan.warmNanos(), 1));
        System.gc();
        Effort effort = new Effort();
        long beginNanos = System.nanoTime();
        long actors = 0;
        do {
            round.of(plan.actors());
            actors += plan.actors();
        } while (System.nanoTime() - beginNanos < plan.measureNanos());
        return effort.rate(actors);
    }
}
