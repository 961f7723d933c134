package dev.parley.kernel;

import dev.parley.spi.ReplySlot;
import org.jspecify.annotations.Nullable;

/**
 * A message on its way into an actor, and the link to the one sent before it. The links belong to {@link Mailbox}.
 *
 * <p>The message is the user's own object, or a {@link News} that becomes one in the actor's turn.
 */
final class Envelope {
    /** The message of an envelope that only marks a state. */
    static final Object NOTHING = new Object();

    final Object message;
    final @Nullable ReplySlot slot;

    /** The next older one while it is in the stack, the next newer one once it is taken. */
    @Nullable
    Envelope next;

    /** How many envelopes had entered this mailbox when this one did, itself included; wraps around. */
    int depth;

    Envelope(Object message, @Nullable ReplySlot slot) {
        this.message = message;
        this.slot = slot;
    }

    /** Whether it only marks a state. */
    @SuppressWarnings("ReferenceEquality") // the marker is one object
    boolean isMarker() {
        return message == NOTHING;
    }
}
