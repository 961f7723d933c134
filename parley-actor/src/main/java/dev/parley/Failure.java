package dev.parley;

import java.time.Duration;
import java.util.List;

/** Why a request ended without a value. A request always ends: with a value or with one of these. */
public sealed interface Failure {
    /** No answer within the limit. The request may have been handled, or may still be. */
    record Timeout(Duration limit) implements Failure {}

    /** The target ended before it answered, or had ended before it was asked. */
    record TargetDown(Terminated.Reason reason) implements Failure {}

    /** The request was not handled, or its answer cannot arrive any more. */
    record Refused(DropReason reason) implements Failure {}

    /** The handler said no, with {@link ActorContext#reject}. */
    record Rejected(String why) implements Failure {}

    /** The handler returned without an answer and without {@link ActorContext#replyTo}. */
    record Unanswered() implements Failure {}

    /** The handler threw; the type's simple name and the message of what it threw. */
    record Crashed(String type, String text) implements Failure {}

    /** Answering would have to wait for the asker itself, along this path. */
    record Cycle(List<ActorAddress> path) implements Failure {}

    /** One sentence for people, with the remedy where there is one. */
    default String sentence() {
        return switch (this) {
            case Timeout(Duration limit) ->
                "no answer within " + limit.toMillis() + " ms; raise the limit, or move slow work off the turn with"
                        + " ctx.pipe";
            case TargetDown(Terminated.Reason reason) -> "the target is gone: " + reason.sentence();
            case Refused(DropReason reason) -> "refused: " + reason.sentence();
            case Rejected(String why) -> "rejected: " + why;
            case Unanswered() -> "handled without an answer; call ctx.reply, ctx.reject, or keep ctx.replyTo for later";
            case Crashed(String type, String text) -> "the handler threw " + type + ": " + text;
            case Cycle(List<ActorAddress> path) ->
                "the asker would wait for itself: "
                        + String.join(
                                " -> ",
                                path.stream().map(ActorAddress::toString).toList())
                        + "; ask with ctx.ask or tell on one of these ways";
        };
    }
}
