package dev.parley.kernel;

import dev.parley.spi.ReplySlot;
import org.jspecify.annotations.Nullable;

/**
 * A message on its way into an actor, and the link to the one sent before it. The links belong to {@link Mailbox}.
 *
 * <p>The message is the user's own object, or a {@link News} that becomes one in the actor's turn.
 */
final class Envelope {
    final Object message;
    final @Nullable ReplySlot slot;

    /** Whether the message is {@link News}; kept, because asking an object for an interface costs more than a field. */
    final boolean isNews;

    /** The next older one while it is in the stack, the next newer one once it is taken. */
    @Nullable
    Envelope next;

    /** How many envelopes had entered this mailbox when this one did, itself included; wraps around. */
    int depth;

    private Envelope(Object message, @Nullable ReplySlot slot, boolean isNews) {
        this.message = message;
        this.slot = slot;
        this.isNews = isNews;
    }

    /** With a message of the user's, which must be no news. */
    Envelope(Object message, @Nullable ReplySlot slot) {
        this(message, slot, false);
    }

    static Envelope of(News news, @Nullable ReplySlot slot) {
        return new Envelope(news, slot, true);
    }

    /** What it brings, if that becomes a message only in the actor's turn. */
    @Nullable
    News news() {
        return isNews ? (News) message : null;
    }

    /** What was sent: for dead letters, and for the identity of a request. */
    Object original() {
        return isNews ? ((News) message).original() : message;
    }
}
