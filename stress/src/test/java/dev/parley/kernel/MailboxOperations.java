package dev.parley.kernel;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import org.jspecify.annotations.Nullable;

/** A {@link Mailbox} with senders of which each runs the batch at once that it has to schedule. */
public final class MailboxOperations {
    private final Mailbox mailbox = new Mailbox();
    private final AtomicBoolean running = new AtomicBoolean();
    private final AtomicBoolean ranTwice = new AtomicBoolean();
    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicInteger handled = new AtomicInteger();

    /** A message. */
    @Operation
    public void tell() {
        sent.incrementAndGet();
        if (mailbox.push(new Envelope("message"), Integer.MAX_VALUE) == Mailbox.Push.SCHEDULE) {
            run();
        }
    }

    /** A command. */
    @Operation
    public void wake() {
        if (mailbox.wake()) {
            run();
        }
    }

    private void run() {
        if (!running.compareAndSet(false, true)) {
            ranTwice.set(true);
        }
        do {
            handle(mailbox.take(mailbox.newest()));
            running.set(false); // the next batch may begin before this one is told that it has fallen idle
        } while (!mailbox.tryIdle() && running.compareAndSet(false, true));
    }

    private void handle(@Nullable Envelope first) {
        for (Envelope next = first; next != null; next = next.newer()) {
            mailbox.release(next.depth);
            handled.incrementAndGet();
        }
    }

    /** When all is said. */
    @Validate
    public void isHandledOnceByOneAtATime() {
        if (ranTwice.get() || handled.get() != sent.get()) {
            throw new IllegalStateException(sent + " sent, " + handled + " handled, two at once: " + ranTwice);
        }
    }
}
