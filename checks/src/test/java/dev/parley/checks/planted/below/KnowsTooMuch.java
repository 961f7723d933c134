package dev.parley.checks.planted.below;

import dev.parley.checks.planted.ReachesTheMachine;
import org.assertj.core.api.Assertions;

/** Knows another package of ours and a library; never run, only compiled. */
public final class KnowsTooMuch {
    private KnowsTooMuch() {}

    static void useThem() {
        Assertions.fail(ReachesTheMachine.VIOLATIONS.toString());
    }
}
