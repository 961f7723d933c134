package dev.parley.kernel;

import dev.parley.spi.Dispatcher;
import dev.parley.spi.MessageRef;
import dev.parley.spi.NodeClock;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How a system ends: mailboxes drain, then the tree stops from the leaves, then the environment closes.
 *
 * <p>Threading: {@link #close} blocks its caller; the first one does the work, others wait for the same end. An actor
 * must not close its own system from a turn, since its own end would be waited for.
 */
final class Closing {
    private final LocalSystem system;
    private final AtomicBoolean begun = new AtomicBoolean();
    private volatile @Nullable Sleep closer;
    private final CountDownLatch over = new CountDownLatch(1);
    private final Queue<Thread> others = new ConcurrentLinkedQueue<>();

    Closing(LocalSystem system) {
        this.system = system;
    }

    boolean isOpen() {
        return !begun.get();
    }

    void checkOpen() {
        if (!isOpen()) {
            throw new IllegalStateException("the system " + system.name() + " is closed: start another");
        }
    }

    /** A child of a guardian ended; the closer looks again. */
    void childEnded() {
        Sleep waiting = closer;
        if (waiting != null) {
            waiting.wake();
        }
    }

    void close() {
        Cell running = Cell.running();
        if (running != null && running.system() == system) {
            throw new IllegalStateException(
                    running.address() + " cannot close its own system from a turn, which would wait for itself: use"
                            + " ctx.stop, or let another thread close it");
        }
        if (begun.compareAndSet(false, true)) {
            end();
        } else {
            awaitEnd();
        }
    }

    private void awaitEnd() {
        others.add(Thread.currentThread());
        try {
            awaitLast();
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits where the environment sees it: in a simulation nothing goes on while its thread waits elsewhere. */
    private void awaitLast() throws InterruptedException {
        try {
            system.environment().dispatcher().await(() -> over.getCount() == 0);
        } catch (Dispatcher.Closed e) {
            // the closer has closed the environment, and is about to come to its end
        }
    }

    private void end() {
        Sleep sleep = new Sleep(system.environment());
        closer = sleep;
        NodeClock clock = system.environment().clock();
        long endNanos = clock.nanoTime() + NodeClock.nanos(system.config().closeLimit());
        try {
            drain(sleep, NodeClock.nanos(system.config().drain()));
            stop(sleep, endNanos - clock.nanoTime());
        } catch (Dispatcher.Closed e) {
            // somebody else has closed the environment: there is nothing left to wait for
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            system.environment().close();
            over.countDown();
            others.forEach(system.environment().dispatcher()::wake);
        }
    }

    private void drain(Sleep sleep, long nanos) throws InterruptedException {
        List<Cell> living = system.census().living();
        AtomicInteger left = new AtomicInteger(living.size());
        living.forEach(cell -> cell.inform(new Drained(left, sleep)));
        sleep.until(() -> left.get() == 0, nanos);
    }

    private void stop(Sleep sleep, long nanos) throws InterruptedException {
        Children user = system.user().children();
        Children spawned = system.spawned().children();
        user.all().forEach(MessageRef::stop);
        spawned.all().forEach(MessageRef::stop);
        if (!sleep.until(() -> user.isEmpty() && spawned.isEmpty(), Math.max(nanos, 1))) {
            String running = system.census().living().stream()
                    .map(cell -> cell.address().toString())
                    .collect(Collectors.joining(", "));
            Report.warning(() -> "closed " + system.name() + " while still running after "
                    + system.config().closeLimit() + ": " + running);
        }
    }

    /** Stands in a mailbox behind all that was there when close began. */
    private record Drained(AtomicInteger left, Sleep closer) implements News {
        @Override
        public @Nullable Object open() {
            discard();
            return null;
        }

        @Override
        public void discard() {
            left.decrementAndGet();
            closer.wake();
        }
    }
}
