package dev.parley.bench.side;

import dev.parley.spi.Dispatcher;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * The least a cell can be on Parley's dispatcher: the same one word as Parley's mailbox, and nothing else. No bound, no
 * name, no parent, no counter; a handler that throws is nobody's concern.
 *
 * <p>Threading: {@link #tell} any thread, {@link #stop} its own turn.
 */
final class FloorCell<M> implements Post<M>, Runnable {
    private static final Object NOTHING = new Object();
    private static final Letter IDLE = new Letter(NOTHING);
    private static final Letter CLOSED = new Letter(NOTHING);
    private static final VarHandle TOP;

    static {
        try {
            TOP = MethodHandles.lookup().findVarHandle(FloorCell.class, "top", Letter.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static final class Letter {
        private Object message;
        private @Nullable Letter next;

        private Letter(Object message) {
            this.message = message;
        }
    }

    private final Dispatcher dispatcher;
    private final Handler<M> handler;
    private volatile Letter top = IDLE;

    // its batch only; the dispatcher hands them from one to the next
    private @Nullable Letter list;
    private @Nullable Letter taken;

    FloorCell(Dispatcher dispatcher, Handler<M> handler) {
        this.dispatcher = dispatcher;
        this.handler = handler;
    }

    @Override
    public void tell(M message) {
        Letter letter = new Letter(message);
        while (true) {
            Letter newest = top;
            if (newest == CLOSED) {
                return;
            }
            letter.next = newest == IDLE ? null : newest;
            if (TOP.compareAndSet(this, newest, letter)) {
                if (newest == IDLE) {
                    dispatcher.execute(this);
                }
                return;
            }
        }
    }

    /** Takes nothing any more, from inside of its handler. */
    void stop() {
        top = CLOSED;
        list = null;
        taken = null;
    }

    @Override
    public void run() {
        int left = dispatcher.batchMessages();
        while (left-- > 0) {
            Letter letter = poll();
            if (letter == null) {
                return;
            }
            handle(letter);
        }
        dispatcher.execute(this);
    }

    @SuppressWarnings("unchecked") // tell takes nothing else
    private void handle(Letter letter) {
        M message = (M) letter.message;
        letter.message = NOTHING; // the newest one stays in the cell
        try {
            handler.on(message);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The oldest letter; null when the cell has fallen idle or is closed. */
    private @Nullable Letter poll() {
        while (list == null) {
            Letter newest = top;
            if (newest == CLOSED) {
                return null;
            }
            if (newest != taken) {
                list = reverse(newest, taken);
                taken = newest;
            } else {
                taken = null; // before the exchange: afterwards another thread may run this cell
                if (TOP.compareAndSet(this, newest, IDLE)) {
                    return null;
                }
                taken = newest;
            }
        }
        Letter oldest = list;
        list = oldest.next;
        oldest.next = null;
        return oldest;
    }

    private static @Nullable Letter reverse(Letter newest, @Nullable Letter end) {
        Letter reversed = null;
        Letter walk = newest;
        while (walk != null && walk != end) {
            Letter older = walk.next;
            walk.next = reversed;
            reversed = walk;
            walk = older;
        }
        return reversed;
    }
}
