package dev.parley.kernel;

import dev.parley.Cancellable;
import dev.parley.spi.MessageRef;
import dev.parley.spi.NodeClock;
import dev.parley.spi.StopsInOrder;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Children that stop one after the other, the last in order first, each within its limit.
 *
 * <p>Threading: the thread that runs the cell.
 */
final class StopOrder {
    private final Cell parent;
    private final StopsInOrder order;
    private final ArrayDeque<MessageRef<?>> left;
    private @Nullable MessageRef<?> current;
    private Cancellable alarm = () -> {};

    StopOrder(Cell parent, StopsInOrder order, List<MessageRef<?>> children) {
        this.parent = parent;
        this.order = order;
        this.left = new ArrayDeque<>(order.inOrder(children));
    }

    /** Stops the next one. */
    void next() {
        MessageRef<?> child = left.pollLast();
        alarm.cancel();
        current = child;
        if (child != null) {
            child.stop();
            long limitNanos = NodeClock.nanos(order.stopLimit(child));
            alarm = parent.system()
                    .environment()
                    .timers()
                    .after(limitNanos, () -> parent.command(new Command.ChildLate(child)));
        }
    }

    void ended(MessageRef<?> child) {
        left.remove(child);
        if (child.equals(current)) {
            next();
        }
    }

    /** Goes on without it; it ends when it can, and the parent waits for it at last. */
    void late(MessageRef<?> child) {
        if (child.equals(current)) {
            Report.warning(() -> child + " has not stopped within its limit");
            next();
        }
    }
}
