package dev.parley.kernel;

import dev.parley.ActorContext;
import dev.parley.Behavior;
import dev.parley.DropReason;
import dev.parley.Failure;
import dev.parley.Request;
import dev.parley.Result;
import dev.parley.spi.ReplySlot;
import org.jspecify.annotations.Nullable;

/**
 * One turn: the user's code handles one envelope, and the request in it, if it is one, ends or is kept.
 *
 * <p>Threading: the thread that runs the cell.
 */
final class Turn {
    private final Cell cell;

    private @Nullable Thread thread;
    private @Nullable Envelope envelope;
    private @Nullable Object message;
    private @Nullable ReplySlot open;
    private boolean aside;
    private boolean stopAsked;
    private long handled; // read by snapshots without order

    Turn(Cell cell) {
        this.cell = cell;
    }

    /** Handles an envelope; gives what the user's code threw, or null. */
    @Nullable Throwable handle(Envelope next, Behavior<Object> behavior, ActorContext<Object> ctx) {
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
            finish(new Result.Err<>(new Failure.Unanswered()));
            handled += aside ? 0 : 1;
            return null;
        } catch (Throwable thrown) { // the cell is where all failures of user code end
            cell.system().dropped(original(next), cell.address(), DropReason.HANDLER_FAILED);
            finish(new Result.Err<>(crashed(thrown)));
            return thrown;
        } finally {
            end();
        }
    }

    /** Runs a hook of the user's code; gives what it threw, or null. */
    @Nullable Throwable hook(ActorContext<Object> ctx, Life.Hook hook) {
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
            handled++;
        } else {
            cell.system().dropped(news, cell.address(), loss);
        }
    }

    static Failure.Crashed crashed(Throwable thrown) {
        return new Failure.Crashed(thrown.getClass().getSimpleName(), String.valueOf(thrown.getMessage()));
    }

    private boolean isOver(ReplySlot slot) {
        return slot.isDone()
                || slot.deadlineNanos() != ReplySlot.NO_DEADLINE
                        && slot.deadlineNanos()
                                        - cell.system().environment().clock().nanoTime()
                                <= 0;
    }

    private void begin(Envelope next) {
        thread = Thread.currentThread();
        envelope = next;
        message = null;
        open = next.slot;
        aside = false;
        stopAsked = false;
    }

    private void finish(Result<?> otherwise) {
        if (open != null) {
            open.complete(otherwise);
        }
    }

    private void end() {
        thread = null;
        envelope = null;
        message = null;
        open = null;
    }

    // ---- for the context

    /** Refuses a call from outside of the turn. */
    void check() {
        if (thread != Thread.currentThread()) {
            throw new IllegalStateException("ctx of " + cell.address() + " is valid on the thread of its turn and during"
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
        checkHandled(request);
        ReplySlot slot = slot();
        if (slot == null) {
            cell.system().dropped(result, cell.address(), DropReason.NO_ASKER);
        } else if (!slot.complete(result)) {
            cell.system().dropped(result, cell.address(), DropReason.ALREADY_ANSWERED);
        }
        open = null;
    }

    /** Takes the slot of the request being handled away from this turn; null when nobody waits. */
    @Nullable ReplySlot keep(Request<?, ?> request) {
        checkHandled(request);
        return take();
    }

    /** Takes the slot of whatever is being handled. */
    @Nullable ReplySlot take() {
        ReplySlot slot = open;
        open = null;
        return slot;
    }

    /** The envelope to put aside, as it will be handled again. */
    Envelope putAside() {
        Envelope current = envelope;
        Object now = message;
        if (current == null || now == null || aside) {
            throw new IllegalStateException("there is no message to stash: call ctx.stash() once, while handling one");
        }
        aside = true;
        Object again = current.message instanceof News news ? new Opened(now, news.original()) : now;
        return new Envelope(again, take());
    }

    /** Drops the message being handled. */
    void refuse(DropReason reason) {
        Envelope current = envelope;
        if (current != null) {
            cell.system().refused(original(current), cell.address(), reason);
        }
        ReplySlot slot = take();
        if (slot != null) {
            slot.complete(new Result.Err<>(new Failure.Refused(reason)));
        }
    }

    private @Nullable ReplySlot slot() {
        return envelope == null ? null : envelope.slot;
    }

    private void checkHandled(Request<?, ?> request) {
        check();
        Envelope current = envelope;
        if (current == null || request != message && request != original(current)) {
            throw new IllegalStateException("answered too late, or another request: " + request.getClass().getSimpleName()
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
        return handled;
    }

    /** News that was opened before it was put aside. */
    private record Opened(Object message, Object original) implements News {
        @Override
        public Object open() {
            return message;
        }

        @Override
        public DropReason lossWhenStopped() {
            return DropReason.STOPPING;
        }
    }
}
