package dev.parley.kernel;

import dev.parley.spi.MessageRef;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The envelopes of one mailbox that were put aside, and those of them that were put back and wait for their turn.
 *
 * <p>Threading: {@link #size}, {@link #news} and {@link #polled} from any thread, the rest by the thread that runs the
 * cell.
 */
final class Stash {
    private static final VarHandle SIZE;
    private static final VarHandle NEWS;
    private static final VarHandle POLLED;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            SIZE = lookup.findVarHandle(Stash.class, "size", int.class);
            NEWS = lookup.findVarHandle(Stash.class, "news", int.class);
            POLLED = lookup.findVarHandle(Stash.class, "polled", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final ArrayDeque<Envelope> aside = new ArrayDeque<>();
    private final ArrayDeque<Envelope> returned = new ArrayDeque<>();
    private int size; // senders read it through SIZE
    private int news; // snapshots read it through NEWS
    private long polled; // snapshots read it through POLLED

    void add(Envelope envelope) {
        aside.add(envelope);
        resize(1);
        resizeNews(envelope, 1);
    }

    /** Drops an envelope, wherever it is now. */
    void forget(Envelope envelope) {
        if (aside.removeLastOccurrence(envelope) || returned.removeLastOccurrence(envelope)) {
            resize(-1);
            resizeNews(envelope, -1);
        }
    }

    /** The owner has ended its watch on that actor: an end that was put aside is not handled again. */
    void unwatched(MessageRef<?> target) {
        unwatched(aside, target);
        unwatched(returned, target);
    }

    private static void unwatched(Iterable<Envelope> envelopes, MessageRef<?> target) {
        for (Envelope envelope : envelopes) {
            News news = envelope.news();
            if (news != null) {
                news.unwatched(target);
            }
        }
    }

    /** Puts all back in front of everything else, in order. */
    void putBack() {
        while (!aside.isEmpty()) {
            returned.addFirst(aside.removeLast());
        }
    }

    /** The next of those that were put back. */
    @Nullable
    Envelope poll() {
        Envelope next = returned.poll();
        if (next != null) {
            resize(-1);
            resizeNews(next, -1);
            POLLED.setOpaque(this, polled + 1);
        }
        return next;
    }

    /** Gives all, those that were put back first. */
    void drainTo(List<Envelope> left) {
        left.addAll(returned);
        left.addAll(aside);
        returned.clear();
        aside.clear();
        resize(-size);
        NEWS.setOpaque(this, 0);
    }

    private void resize(int by) {
        SIZE.setOpaque(this, size + by);
    }

    private void resizeNews(Envelope envelope, int by) {
        if (envelope.countsAsNews()) {
            NEWS.setOpaque(this, news + by);
        }
    }

    /** How many of {@link #size} count as news. */
    int news() {
        return (int) NEWS.getOpaque(this);
    }

    /** Envelopes put aside, or put back and not handled yet. */
    int size() {
        return (int) SIZE.getOpaque(this);
    }

    /** Envelopes that came back for their turn so far. */
    long polled() {
        return (long) POLLED.getOpaque(this);
    }

    /** Envelopes put aside. */
    int aside() {
        return aside.size();
    }
}
