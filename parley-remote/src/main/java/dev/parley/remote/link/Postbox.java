package dev.parley.remote.link;

import dev.parley.DropReason;
import dev.parley.remote.LinkConfig;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What any thread hands over for a link, until the loop turns it into frames; and the count of all that waits for the
 * peer, here and in the lane.
 *
 * <p>Threading: {@link #weigh}, {@link #poll}, {@link #takeAll} and {@link #isEmpty} belong to the loop, the rest to
 * any thread.
 *
 * <p>Limits: {@code LinkConfig.queueMessages} and {@code queueBytes}; for what is urgent twice as many messages.
 *
 * <p>Source: a Treiber stack that is taken whole and reversed, as {@code kernel.Mailbox}: the loop pays one exchange
 * for all that is there.
 */
@SuppressWarnings("NonAtomicVolatileUpdate") // the loop is the one writer
final class Postbox {
    private final LinkedNode node;
    private final Runnable collect;
    private final AtomicReference<@Nullable Entry> newest = new AtomicReference<>();
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final AtomicInteger waiting = new AtomicInteger();
    private @Nullable Entry taken; // and not polled yet, oldest first; the loop's
    private final ArrayDeque<Weighed> weighed = new ArrayDeque<>(); // before those that were taken; the loop's
    private volatile long weighedBytes;
    private volatile boolean closed;

    /** An item, and in the stack the one before it, later the one after it. */
    private static final class Entry {
        private final Outgoing item;
        private @Nullable Entry next;

        private Entry(Outgoing item) {
            this.item = item;
        }
    }

    private record Weighed(Outgoing item, int bytes) {}

    /** {@code collect} runs on the loop, soon after something was added. */
    Postbox(LinkedNode node, Runnable collect) {
        this.node = node;
        this.collect = collect;
    }

    private LinkConfig limits() {
        return node.config().links();
    }

    /** Takes nothing more, as this node leaves; what was on its way in all the same has to be refused. */
    void close() {
        closed = true;
    }

    boolean isClosed() {
        return closed;
    }

    /** Why nothing more is taken while so many bytes wait in lanes; null when there is room. */
    @Nullable
    DropReason refusal(long laneBytes) {
        if (closed) {
            return DropReason.LINK_LOST;
        }
        boolean isFull = waiting.get() >= limits().queueMessages() || isOver(laneBytes);
        return isFull ? DropReason.LANE_FULL : null;
    }

    /** Whether those, and what was weighed here, are as many as may wait. */
    private boolean isOver(long laneBytes) {
        return laneBytes + weighedBytes >= limits().queueBytes();
    }

    /** Adds an item that counts. */
    void addCounted(Outgoing.Bounded item) {
        waiting.incrementAndGet();
        add(item);
    }

    /** Adds a small item that counts, also where there is no room for others; false when there is none for it. */
    boolean addUrgent(Outgoing.Bounded item) {
        boolean hasRoom = waiting.get() < 2L * limits().queueMessages();
        if (hasRoom) {
            addCounted(item);
        }
        return hasRoom;
    }

    /** Adds an item that does not count. */
    void add(Outgoing item) {
        Entry entry = new Entry(item);
        Entry before;
        do {
            before = newest.get();
            entry.next = before;
        } while (!newest.compareAndSet(before, entry));
        schedule();
    }

    /** Has the loop collect what is here. */
    void schedule() {
        if (!scheduled.get() && scheduled.compareAndSet(false, true)) {
            node.onLoop(this::collectNow);
        }
    }

    private void collectNow() {
        scheduled.set(false);
        collect.run();
    }

    /** While nothing can leave, as the peer is not known yet: lets what has come stay, as long as there is room. */
    void weigh(Scale scale) {
        for (Outgoing item = next(); item != null; item = next()) {
            Outgoing kept = isOver(0) ? scale.inPlaceOf(item) : item;
            if (kept != null) {
                int bytes = scale.bytes(kept);
                weighed.add(new Weighed(kept, bytes));
                weighedBytes = weighedBytes + bytes;
            }
        }
    }

    /** The oldest item; null when there is none. */
    @Nullable
    Outgoing poll() {
        Weighed oldest = weighed.poll();
        if (oldest == null) {
            return next();
        }
        weighedBytes = weighedBytes - oldest.bytes();
        return oldest.item();
    }

    /** The oldest of those that are not weighed. */
    private @Nullable Outgoing next() {
        if (taken == null) {
            taken = reversed(newest.getAndSet(null));
        }
        Entry oldest = taken;
        if (oldest == null) {
            return null;
        }
        taken = oldest.next;
        return oldest.item;
    }

    private static @Nullable Entry reversed(@Nullable Entry newestTaken) {
        Entry oldest = null;
        Entry walk = newestTaken;
        while (walk != null) {
            Entry older = walk.next;
            walk.next = oldest;
            oldest = walk;
            walk = older;
        }
        return oldest;
    }

    /** All that is here now, oldest first. */
    List<Outgoing> takeAll() {
        List<Outgoing> all = new ArrayList<>();
        weighed.forEach(oldest -> all.add(oldest.item()));
        weighed.clear();
        weighedBytes = 0;
        add(taken, all);
        taken = null;
        add(reversed(newest.getAndSet(null)), all);
        return all;
    }

    private static void add(@Nullable Entry oldest, List<Outgoing> to) {
        for (Entry walk = oldest; walk != null; walk = walk.next) {
            to.add(walk.item);
        }
    }

    boolean isEmpty() {
        return weighed.isEmpty() && taken == null && newest.get() == null;
    }

    /** One counted item has left, this way or that. */
    void left() {
        waiting.decrementAndGet();
    }

    /** How many counted items wait. */
    int waiting() {
        return waiting.get();
    }
}
