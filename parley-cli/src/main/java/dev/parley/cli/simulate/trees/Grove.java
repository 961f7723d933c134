package dev.parley.cli.simulate.trees;

import dev.parley.cli.simulate.diary.Diary;
import dev.parley.testkit.history.Violation;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What the trees of one process have in common: chance, the diary, and the mood of the moment.
 *
 * <p>Threading: the simulation's.
 */
final class Grove {
    private final Diary diary;
    private final RandomGenerator random;
    private final int failureOdds;
    private boolean calm;
    private @Nullable Violation complaint;

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
    Grove(Diary diary, RandomGenerator random, int failureOdds) {
        this.diary = diary;
        this.random = random;
        this.failureOdds = failureOdds;
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

    /** Something is wrong that no history would show. */
    void complain(Violation what) {
        if (complaint == null) {
            complaint = what;
        }
    }

    void check() {
        if (complaint != null) {
            throw complaint;
        }
    }
}
