package dev.parley.examples.actors;

import dev.parley.ActorRef;
import dev.parley.AskException;
import dev.parley.DropReason;
import dev.parley.Failure;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** Asks a stock from threads that are no actors. */
public final class Desk {
    private static final Duration LIMIT = Duration.ofSeconds(2);

    private Desk() {}

    /** Sells one piece, and says what became of it. */
    public static String sell(ActorRef<Stock.Command> stock, String item) {
        try {
            int left = stock.ask(new Stock.Take(item, 1), LIMIT);
            return "sold, " + left + " left";
        } catch (AskException e) {
            return answer(e.failure());
        }
    }

    private static String answer(Failure failure) {
        return switch (failure) {
            case Failure.Rejected(String why) -> "not sold: " + why;
            case Failure.Refused(DropReason reason)
            when reason == DropReason.MAILBOX_FULL -> "not sold: try again in a moment";
            case Failure.Refused _ -> "not known: this thread was interrupted";
            case Failure.TargetDown _ -> "not known: the stock is gone";
            case Failure.Crashed _ -> "not known: the stock failed on this request";
            case Failure.Timeout _ -> "not known: count before you try again";
            case Failure.Unanswered _, Failure.Cycle _ -> "a mistake in the program: " + failure.sentence();
        };
    }

    /** The same without a thread that waits. */
    public static CompletionStage<String> sellLater(ActorRef<Stock.Command> stock, String item) {
        return stock.askLater(new Stock.Take(item, 1), LIMIT)
                .handle((left, failed) ->
                        failed instanceof AskException e ? answer(e.failure()) : "sold, " + left + " left");
    }
}
