package dev.parley.kernel;

import dev.parley.spi.ReplySlot;
import org.jspecify.annotations.Nullable;

/**
 * A message on its way into an actor, and the link to the one sent before it. The links belong to {@link Mailbox}.
 *
 * <p>Most messages are plain. What only some have is in {@link Registered}, so that the others are a third smaller.
 */
sealed class Envelope permits Envelope.Registered {
    /** The user's own object, or a {@link News} that becomes one in the actor's turn. */
    final Object message;

    /**
     * The next older one while it is in the stack, the next newer one once it is taken; itself for the newest that was
     * taken.
     */
    private @Nullable Envelope next;

    /** How many envelopes had entered this mailbox when this one did, itself included; wraps around. */
    int depth;

    /** With a message of the user's, which must be no news, and which nobody waits for. */
    Envelope(Object message) {
        this.message = message;
    }

    /** With a message of the user's, which must be no news. */
    static Envelope of(Object message, @Nullable ReplySlot slot) {
        return slot == null ? new Envelope(message) : new Registered(message, slot, false);
    }

    static Envelope of(News news, @Nullable ReplySlot slot) {
        return new Registered(news, slot, true);
    }

    /** Puts it on top of a stack. */
    void linkTo(@Nullable Envelope older) {
        next = older;
    }

    /** Whether it is the newest that was taken. */
    boolean endsTaken() {
        return next == this;
    }

    /**
     * Takes the stack of which it is the top, down to what was taken before; gives the oldest, from which {@link
     * #newer} leads here.
     */
    Envelope takeStack() {
        Envelope oldest = this;
        Envelope older = next;
        next = this;
        while (older != null && !older.endsTaken()) {
            Envelope below = older.next;
            older.next = oldest;
            oldest = older;
            older = below;
        }
        return oldest;
    }

    /** The next newer one of those that were taken together; null when it is the newest. */
    @Nullable
    Envelope newer() {
        return endsTaken() ? null : next;
    }

    /** The same, and forgets it: what a reader keeps must not keep all that came after. */
    @Nullable
    Envelope unlink() {
        Envelope newer = newer();
        if (newer != null) {
            next = null;
        }
        return newer;
    }

    /** Where the answer goes; null when nobody waits for one. */
    @Nullable
    ReplySlot slot() {
        return this instanceof Registered registered ? registered.slot : null;
    }

    /** What it brings, if that becomes a message only in the actor's turn. */
    @Nullable
    News news() {
        return this instanceof Registered registered && registered.isNews ? (News) message : null;
    }

    /** Whether it counts as news: a tick, a result, the end of a watched actor. */
    boolean countsAsNews() {
        News news = news();
        return news != null && !news.isTold();
    }

    /** What was sent: for dead letters, and for the identity of a request. */
    Object original() {
        News news = news();
        return news == null ? message : news.original();
    }

    /** One that somebody waits for, or that brings news. */
    static final class Registered extends Envelope {
        private final @Nullable ReplySlot slot;

        /** Kept, because asking an object for an interface costs more than a field. */
        private final boolean isNews;

        private Registered(Object message, @Nullable ReplySlot slot, boolean isNews) {
            super(message);
            this.slot = slot;
            this.isNews = isNews;
        }
    }
}
