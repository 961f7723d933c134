package dev.parley.testkit.history;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Numbers grow strictly from a sender to a receiver, where they are sent and where they are delivered. Kinds:
 * {@code sent-out-of-order}, {@code delivered-out-of-order}.
 */
final class OrderChecker implements Checker {
    private final Map<Pair, Stream> streams = new HashMap<>();

    private static final class Stream {
        @Nullable
        Entry sent;

        @Nullable
        Entry delivered;
    }

    @Override
    public void on(Entry entry) {
        switch (entry.event()) {
            case Event.Sent message -> {
                Stream stream = stream(message);
                require(stream.sent, entry, message, "sent");
                stream.sent = entry;
            }
            case Event.Delivered message -> {
                Stream stream = stream(message);
                require(stream.delivered, entry, message, "delivered");
                stream.delivered = entry;
            }
            default -> {} // has no order
        }
    }

    private Stream stream(Event.MessageEvent message) {
        return streams.computeIfAbsent(new Pair(message.from(), message.to()), _ -> new Stream());
    }

    private static void require(@Nullable Entry before, Entry entry, Event.MessageEvent message, String done) {
        if (before != null && before.event() instanceof Event.MessageEvent last && message.number() <= last.number()) {
            throw new Violation(
                    done + "-out-of-order",
                    "message " + message.number() + " from " + message.from() + " to " + message.to() + " was " + done
                            + " at " + Violation.at(entry) + ", after " + last.number() + " at "
                            + Violation.at(before));
        }
    }
}
