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
    /** What the asker who waited at that slot gets, with what is known of the target. */
    AskException failed(Failure failure, ReplySlot slot) {
        String who = asker == null ? "asked " : asker.address() + " asked ";
        String situation = situation(failure, slot);
        return new AskException(
                failure,
                who + target.address() + " for " + request.getClass().getSimpleName() + ": " + failure.sentence()
                        + (situation.isEmpty() ? "" : " (" + situation + ")"));
    }

    /** What it is busy with is told to those alone who came to no turn, or perhaps to none. */
    private String situation(Failure failure, ReplySlot slot) {
        String waiting = target.situation();
        if (failure instanceof Failure.Timeout && slot.isPutOff()) {
            return "it has put the request off with replyTo or pipe" + (waiting.isEmpty() ? "" : "; " + waiting);
        }
        String business = switch (failure) {
            case Failure.Timeout _, Failure.Refused _ -> target.business();
            case Failure.TargetDown _, Failure.Rejected _, Failure.Unanswered _, Failure.Crashed _, Failure.Cycle _ ->
                "";
        };
        return business.isEmpty() ? waiting : waiting + "; " + business;
    }
}
