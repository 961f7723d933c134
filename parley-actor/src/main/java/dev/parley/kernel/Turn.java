package dev.parley.kernel;

import dev.parley.ActorContext;
import dev.parley.Behavior;
import dev.parley.DropReason;
import dev.parley.Failure;
import dev.parley.Request;
import dev.parley.Result;
import dev.parley.spi.ReplySlot;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * One turn: the user's code handles one envelope, and the request in it, if it is one, ends or is kept.
 *
 * <p>Threading: the thread that runs the cell.
 */
final class Turn {
    private static final VarHandle HANDLED;

    static {
        try {
            HANDLED = MethodHandles.lookup().findVarHandle(Turn.class, "handled", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Cell cell;

    private @Nullable Thread thread;
    private @Nullable Envelope envelope;
    private @Nullable Object message;
    private @Nullable ReplySlot open;
    private @Nullable Envelope aside;
    private boolean refused;
    private boolean stopAsked;
    private long handled; // snapshots read it through HANDLED

    Turn(Cell cell) {
        this.cell = cell;
    }

    /** Handles an envelope; gives what the user's code threw, or null. */
    @Nullable
    Throwable handle(Envelope next, Behavior<Object> behavior, ActorContext<Object> ctx) {
        if (next.slot != null && isOver(next.slot)) {
            cell.system().dropped(original(next), cell.address(), DropReason.EXPIRED);
            return null;
        }
        begin(next);
        try {
            Object opened = next.message instanceof News news ? news.open() : next.message;
            if (opened == null) {
                takenBack((News) next.message);
                return null;
            }
            message = opened;
            behavior.onMessage(opened, ctx);
            finish(open, new Failure.Unanswered());
            if (aside == null && !refused) {
                count();
            }
            return null;
        } catch (Throwable thrown) { // the cell is where all failures of user code end
            failed(next, thrown);
            return thrown;
        } finally {
            end();
        }
    }

    /** Runs a hook of the user's code; gives what it threw, or null. */
    @Nullable
    Throwable hook(ActorContext<Object> ctx, Life.Hook hook) {
        thread = Thread.currentThread();
        stopAsked = false;
        try {
            hook.run(ctx);
            return null;
        } catch (Throwable thrown) { // as above
            return thrown;
        } finally {
            end();
        }
    }

    private void takenBack(News news) {
        @Nullable DropReason loss = news.lossWhenTakenBack();
        if (loss == null) {
            count();
        } else {
            cell.system().dropped(news.original(), cell.address(), loss);
        }
    }

    /** The message is lost, also when it was put aside before. */
    private void failed(Envelope next, Throwable thrown) {
        Envelope kept = aside;
        if (kept != null) {
            cell.mailbox().forget(kept);
            finish(kept.slot, Thrown.failure(thrown));
        }
        if (!refused) {
            cell.system().dropped(original(next), cell.address(), DropReason.HANDLER_FAILED);
        }
        finish(open, Thrown.failure(thrown));
    }

    private static void finish(@Nullable ReplySlot slot, Failure failure) {
        if (slot != null) {
            slot.complete(new Result.Err<>(failure));
        }
    }

    private void count() {
        HANDLED.setOpaque(this, handled + 1);
    }

    private boolean isOver(ReplySlot slot) {
        long deadlineNanos = slot.deadlineNanos();
        return slot.isDone()
                || (deadlineNanos != ReplySlot.NO_DEADLINE
                        && deadlineNanos - cell.system().environment().clock().nanoTime() <= 0);
    }

    private void begin(Envelope next) {
        thread = Thread.currentThread();
        envelope = next;
        open = next.slot;
        refused = false;
        stopAsked = false;
    }

    private void end() {
        thread = null;
        envelope = null;
        message = null;
        open = null;
        aside = null;
    }

    // ---- for the context

    /** Refuses a call from outside of the turn. */
    @SuppressWarnings("ReferenceEquality") // a thread is itself and no other
    void check() {
        if (thread != Thread.currentThread()) {
            throw new IllegalStateException(
                    "ctx of " + cell.address() + " is valid on the thread of its turn and during"
                            + " the turn only: keep ctx.self() and tell it a message instead");
        }
    }

    void askStop() {
        stopAsked = true;
    }

    boolean stopAsked() {
        return stopAsked;
    }

    /** Answers the request being handled. */
    void answer(Request<?, ?> request, Result<?> result) {
        DeferredReply.answer(cell, slotOf(request), result);
        open = null;
    }

    /** The slot of the request being handled; null when nobody waits. */
    @Nullable
    ReplySlot slotOf(Request<?, ?> request) {
        checkHandled(request);
        return slot();
    }

    /** Takes the slot of whatever is being handled away from this turn. */
    @Nullable
    ReplySlot take() {
        ReplySlot slot = open;
        open = null;
        return slot;
    }

    /** Puts the message being handled aside, as it will be handled again. */
    void putAside() {
        Envelope current = checkOnce();
        Object now = message;
        Object again = current.message instanceof News news && now != null ? new Opened(now, news) : current.message;
        Envelope kept = new Envelope(again, take());
        cell.mailbox().stash(kept);
        aside = kept;
    }

    /** Drops the message being handled. */
    void refuse(DropReason reason) {
        cell.system().dropped(original(checkOnce()), cell.address(), reason);
        refused = true;
        finish(take(), new Failure.Refused(reason));
    }

    private Envelope checkOnce() {
        Envelope current = envelope;
        if (current == null || aside != null || refused) {
            throw new IllegalStateException("there is no message to stash: call ctx.stash() once, while handling one");
        }
        return current;
    }

    private @Nullable ReplySlot slot() {
        return envelope == null ? null : envelope.slot;
    }

    @SuppressWarnings("ReferenceEquality") // equal requests may be handled one after the other: this very object counts
    private void checkHandled(Request<?, ?> request) {
        check();
        Envelope current = envelope;
        if (current == null || (request != message && request != original(current))) {
            throw new IllegalStateException("answered too late, or another request: "
                    + request.getClass().getSimpleName()
                    + " is not being handled; keep ctx.replyTo(request) to answer later");
        }
    }

    private static Object original(Envelope envelope) {
        return envelope.message instanceof News news ? news.original() : envelope.message;
    }

    /** The deadline of the request being handled. */
    long deadlineNanos() {
        ReplySlot slot = slot();
        return slot == null ? ReplySlot.NO_DEADLINE : slot.deadlineNanos();
    }

    /** Turns ended without a failure. */
    long handled() {
        return (long) HANDLED.getOpaque(this);
    }

    /** News that was opened before it was put aside. */
    private record Opened(Object message, News source) implements News {
        @Override
        public @Nullable Object open() {
            return source.isCancelled() ? null : message;
        }

        @Override
        public Object original() {
            return source.original();
        }

        @Override
        public DropReason lossWhenStopped() {
            return DropReason.STOPPING;
        }
    }
}
