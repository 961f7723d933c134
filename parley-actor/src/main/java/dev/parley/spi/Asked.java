package dev.parley.spi;

import dev.parley.AskException;
import dev.parley.Failure;
import dev.parley.Request;
import org.jspecify.annotations.Nullable;

/**
 * Who asked whom for what, for the text of a request that failed.
 *
 * @param asker the actor in whose turn it was asked; null for a thread outside of all turns
 * @param target who was asked
 * @param request what for
 */
record Asked(@Nullable Asker asker, MessageRef<?> target, Request<?, ?> request) {
    /** What the asker gets, with what is known of the target. */
    AskException failed(Failure failure) {
        String who = asker == null ? "asked " : asker.address() + " asked ";
        String situation = target.situation();
        return new AskException(
                failure,
                who + target.address() + " for " + request.getClass().getSimpleName() + ": " + failure.sentence()
                        + (situation.isEmpty() ? "" : " (" + situation + ")"));
    }
}
