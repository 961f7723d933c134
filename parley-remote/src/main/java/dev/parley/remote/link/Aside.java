package dev.parley.remote.link;

import dev.parley.remote.LinkConfig;

/**
 * How much is put aside for actors over there that cannot take it yet: they are paused, or do not live yet.
 *
 * <p>Threading: the loop; {@link #isFull} and {@link #bytes} from any thread.
 *
 * <p>Limits: together half of the link's budget, so that one actor that stands still does not take it all from the
 * others.
 */
@SuppressWarnings("NonAtomicVolatileUpdate") // the loop is the one writer
final class Aside {
    private final long mostMessages;
    private final long mostBytes;
    private volatile int messages;
    private volatile long bytes;

    Aside(LinkConfig budget) {
        this.mostMessages = Math.max(1, budget.queueMessages() / 2);
        this.mostBytes = Math.max(1, budget.queueBytes() / 2);
    }

    /** So many more messages are here, with so many bytes of payload; fewer, if that is below 0. */
    void add(int moreMessages, long moreBytes) {
        messages = messages + moreMessages;
        bytes = bytes + moreBytes;
    }

    /** Whether no more may be put here. */
    boolean isFull() {
        return messages >= mostMessages || bytes >= mostBytes;
    }

    /** The bytes of payload of all that is here. */
    long bytes() {
        return bytes;
    }
}
