package dev.parley.cli.simulate.trees;

import dev.parley.cli.simulate.diary.Diary;
import dev.parley.testkit.history.Violation;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * What the trees of one process have in common: chance, the diary, and the mood of the moment.
 *
 * <p>Threading: the simulation's.
 */
final class Grove {
    private final Diary diary;
    private final RandomGenerator random;
    private final int failureOdds;
    private final Consumer<Violation> complaints;
    private boolean calm;

    /** Where user code fails. */
    enum Place {
        FACTORY(3),
        START(3),
        MESSAGE(1),
        STOP(2);

        private final int rarity;

        Place(int rarity) {
            this.rarity = rarity;
        }
    }

    /** A handler fails once in {@code failureOdds} times, the other places some times less. */
    Grove(Diary diary, RandomGenerator random, int failureOdds, Consumer<Violation> complaints) {
        this.diary = diary;
        this.random = random;
        this.failureOdds = failureOdds;
        this.complaints = complaints;
    }

    Diary diary() {
        return diary;
    }

    /** From now on nothing fails and nothing begins. */
    void calmDown() {
        calm = true;
    }

    boolean isCalm() {
        return calm;
    }

    boolean isFailing(Place place) {
        return !calm && chance(failureOdds * place.rarity);
    }

    void maybeFail(Place place) {
        if (isFailing(place)) {
            throw new IllegalStateException("fails in " + place);
        }
    }

    /** Once in {@code outOf} times. */
    boolean chance(int outOf) {
        return random.nextInt(outOf) == 0;
    }

    int choose(int below) {
        return random.nextInt(below);
    }

    /** Something is wrong that no history shows. */
    void complain(Violation what) {
        complaints.accept(what);
    }
}
