package dev.parley.testkit.history;

import dev.parley.DropReason;
import dev.parley.testkit.history.Event.Delivered;
import dev.parley.testkit.history.Event.Dropped;
import dev.parley.testkit.history.Event.MessageEvent;
import dev.parley.testkit.history.Event.Refused;
import dev.parley.testkit.history.Event.Sent;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message that was sent has one fate at most: it is delivered, refused or dropped, and none of them twice; a message
 * that was not sent has none. A delivered one may be dropped because its handler failed.
 *
 * <p>Kinds: {@code FATE-unsent}, {@code FATE-twice}, {@code sent-twice}, {@code delivered-and-refused},
 * {@code delivered-and-dropped}, {@code refused-and-dropped}, {@code failed-undelivered}.
 */
final class AtMostOnceChecker implements Checker {
    /** The newest entry of each message. */
    private final Map<Pair, Pages<Entry>> messages = new HashMap<>();

    @Override
    public void on(Entry entry) {
        if (entry.event() instanceof MessageEvent message) {
            Pages<Entry> pair = messages.computeIfAbsent(new Pair(message.from(), message.to()), _ -> new Pages<>());
            Entry before = pair.get(message.number());
            String broken = broken(before == null ? null : (MessageEvent) before.event(), message);
            if (broken != null) {
                throw violation(broken, message, before, entry);
            }
            pair.put(message.number(), entry);
        }
    }

    /** The kind of what is broken when {@code now} follows {@code before}. */
    private static @Nullable String broken(@Nullable MessageEvent before, MessageEvent now) {
        return switch (now) {
            case Sent _ -> before == null ? null : "sent-twice";
            case Delivered _ ->
                switch (before) {
                    case null -> "delivered-unsent";
                    case Sent _ -> null;
                    case Delivered _ -> "delivered-twice";
                    case Refused _ -> "delivered-and-refused";
                    case Dropped dropped -> handlerFailed(dropped) ? "delivered-twice" : "delivered-and-dropped";
                };
            case Refused _ ->
                switch (before) {
                    case null -> "refused-unsent";
                    case Sent _ -> null;
                    case Delivered _ -> "delivered-and-refused";
                    case Refused _ -> "refused-twice";
                    case Dropped dropped -> handlerFailed(dropped) ? "delivered-and-refused" : "refused-and-dropped";
                };
            case Dropped dropped -> brokenByDrop(before, handlerFailed(dropped));
        };
    }

    private static @Nullable String brokenByDrop(@Nullable MessageEvent before, boolean handlerFailed) {
        return switch (before) {
            case null -> "dropped-unsent";
            case Sent _ -> handlerFailed ? "failed-undelivered" : null;
            case Delivered _ -> handlerFailed ? null : "delivered-and-dropped";
            case Refused _ -> "refused-and-dropped";
            case Dropped _ -> "dropped-twice";
        };
    }

    private static boolean handlerFailed(Dropped dropped) {
        return dropped.reason() == DropReason.HANDLER_FAILED;
    }

    private static Violation violation(String kind, MessageEvent message, @Nullable Entry before, Entry entry) {
        String sentence = "message " + message.number() + " from " + message.from() + " to " + message.to() + " was "
                + word(message) + " at " + Violation.at(entry);
        return new Violation(
                kind,
                before == null
                        ? sentence + " and was never sent"
                        : sentence + " and had been " + word((MessageEvent) before.event()) + " at "
                                + Violation.at(before));
    }

    private static String word(MessageEvent message) {
        return switch (message) {
            case Sent _ -> "sent";
            case Delivered _ -> "delivered";
            case Refused refused -> "refused (" + refused.reason() + ")";
            case Dropped dropped -> "dropped (" + dropped.reason() + ")";
        };
    }
}
