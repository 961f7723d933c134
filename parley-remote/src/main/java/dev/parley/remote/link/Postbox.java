package dev.parley.remote.link;

import dev.parley.DropReason;
import dev.parley.remote.LinkConfig;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What any thread hands over for a link, until the loop turns it into frames; and the count of all that waits for the
 * peer, here and in the lane.
 *
 * <p>Threading: {@link #poll} belongs to the loop, the rest to any thread.
 *
 * <p>Limits: {@code LinkConfig.queueMessages} and {@code queueBytes}; for what is urgent twice as many messages.
 */
final class Postbox {
    private final LinkedNode node;
    private final Runnable collect;
    private final Queue<Outgoing> queue = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final AtomicInteger waiting = new AtomicInteger();

    /** {@code collect} runs on the loop, soon after something was added. */
    Postbox(LinkedNode node, Runnable collect) {
        this.node = node;
        this.collect = collect;
    }

    private LinkConfig limits() {
        return node.config().links();
    }

    /** Why nothing more is taken while so many bytes wait in the lane; null when there is room. */
    @Nullable
    DropReason refusal(long laneBytes) {
        boolean isFull = waiting.get() >= limits().queueMessages() || laneBytes >= limits().queueBytes();
        return isFull ? DropReason.LANE_FULL : null;
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
        queue.add(item);
        schedule();
    }

    /** Has the loop collect what is here. */
    void schedule() {
        if (scheduled.compareAndSet(false, true)) {
            node.onLoop(this::collectNow);
        }
    }

    private void collectNow() {
        scheduled.set(false);
        collect.run();
    }

    @Nullable
    Outgoing poll() {
        return queue.poll();
    }

    boolean isEmpty() {
        return queue.isEmpty();
    }

    int size() {
        return queue.size();
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
