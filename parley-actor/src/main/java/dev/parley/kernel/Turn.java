package dev.parley.kernel;

import dev.parley.ActorContext;
import dev.parley.Behavior;
import dev.parley.DropReason;
import dev.parley.Failure;
import dev.parley.Request;
import dev.parley.Result;
import dev.parley.spi.MessageRef;
import dev.parley.spi.ReplySlot;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a thread is doing for the cell whose batch it runs: the user's code handles one envelope, and the request in it,
 * if it is one, ends or is kept. A thread has one such object for all the cells that it runs, one after the other; an
 * actor that rests has none.
 *
 * <p>Threading: its own thread, but for {@link #isOf} and {@link #sight}.
 */
final class Turn {
    /** Of no thread: what a cell has that never ran. */
    static final Turn NONE = new Turn(null);

    private static final ThreadLocal<Turn> OF_THREAD = ThreadLocal.withInitial(() -> new Turn(Thread.currentThread()));

    private static final Failure UNANSWERED = new Failure.Unanswered();

    private @Nullable Thread thread; // null when it is no thread's any more

    private final Batch batch = new Batch();
    private @Nullable Cell cell;
    private boolean isOpen;
    private @Nullable Envelope envelope;
    private @Nullable Object opened; // what news became
    private @Nullable ReplySlot open;
    private @Nullable Envelope aside;
    private boolean refused;
    private boolean stopAsked;
    private boolean interrupted;
    private long hooks;

    private Turn(@Nullable Thread thread) {
        this.thread = thread;
    }

    /** The one of the calling thread. */
    static Turn ofThisThread() {
        return OF_THREAD.get();
    }

    /** The one of the calling thread for its next batch; {@code last} is that of the same cell's last batch. */
    @SuppressWarnings("ReferenceEquality") // a thread is itself and no other
    static Turn ofThisThread(Turn last) {
        // most cells stay where they are, and to look here costs less than to look in the thread
        return last.thread == Thread.currentThread() && last.cell == null ? last : ofThisThread();
    }

    /**
     * Takes the calling thread's one away if it is in a batch, so that a batch within that batch has another; null when
     * it is in none.
     */
    static @Nullable Turn setAside() {
        Turn outer = OF_THREAD.get();
        if (outer.cell == null) {
            return null;
        }
        OF_THREAD.remove();
        return outer;
    }

    /** Gives the calling thread the one back that was set aside. */
    static void putBack(Turn outer) {
        OF_THREAD.get().thread = null;
        OF_THREAD.set(outer);
    }

    /** The cell whose batch runs on this thread. */
    @Nullable
    Cell cell() {
        return cell;
    }

    /** What the batch may still do in whose course this is. */
    Batch batch() {
        return batch;
    }

    /** A batch begins. */
    void enter(Cell next) {
        cell = next;
        stopAsked = false;
        interrupted = false;
    }

    /** A batch ends. The cell may run elsewhere already. */
    void leave() {
        cell = null;
        envelope = null;
    }

    /** Whether the calling thread is in a turn of that cell. Any thread. */
    @SuppressWarnings("ReferenceEquality") // a thread is itself and no other
    boolean isOf(Cell asked) {
        return thread == Thread.currentThread() && asked == cell && isOpen;
    }

    /** What a look sees of the turn of that cell; null when it has none here. Any thread; may be a moment late. */
    @SuppressWarnings("ReferenceEquality") // a cell is itself and no other
    @Nullable
    Sight sight(Cell asked) {
        Thread runs = thread;
        return runs != null && asked == cell && isOpen ? new Sight(runs.threadId(), hooks, asked.taken()) : null;
    }

    private Cell running() {
        return Objects.requireNonNull(cell);
    }

    /** Handles an envelope; gives what the user's code threw, or null. */
    @Nullable
    Throwable handle(Envelope next, Behavior<Object> behavior, ActorContext<Object> ctx) {
        if (next instanceof Envelope.Registered registered && isOver(registered)) {
            expire(registered);
            return null;
        }
        begin(next);
        try {
            if (next instanceof Envelope.Registered registered) {
                handleRegistered(registered, behavior, ctx);
            } else {
                behavior.onMessage(next.message, ctx);
                if (aside == null && !refused) {
                    running().life().countHandled();
                }
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
        hooks++;
        Thread.interrupted(); // the turn before may have left one behind
        isOpen = true;
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

    private void handleRegistered(Envelope.Registered next, Behavior<Object> behavior, ActorContext<Object> ctx)
            throws Exception {
        @Nullable Object message = open(next);
        if (message == null) {
            takenBack(next);
            return;
        }
        behavior.onMessage(message, ctx);
        finish(open, UNANSWERED);
        if (aside == null && !refused) {
            count(next);
        }
    }

    /** What becomes of it in this turn: a message, or nothing when it was taken back. */
    private @Nullable Object open(Envelope.Registered next) throws Exception {
        open = next.slot();
        News news = next.news();
        if (news == null) {
            return next.message;
        }
        if (next.countsAsNews() && !news.wasTaken()) {
            running().system().census().newsTaken();
        }
        opened = news.open();
        return opened;
    }

    private void takenBack(Envelope.Registered next) {
        News news = next.news();
        @Nullable DropReason loss = news == null ? null : news.lossWhenTakenBack();
        if (loss == null) {
            count(next);
        } else {
            drop(next, loss);
        }
    }

    /** The message is lost, also when it was put aside before. */
    private void failed(Envelope next, Throwable thrown) {
        Envelope kept = aside;
        if (kept != null) {
            running().mailbox().forget(kept);
            crash(kept.slot(), thrown);
        }
        if (!refused) {
            running().system().dropped(next, running(), DropReason.HANDLER_FAILED);
        }
        crash(open, thrown);
    }

    private static void crash(@Nullable ReplySlot slot, Throwable thrown) {
        if (slot != null) { // what was told costs no text
            finish(slot, Thrown.failure(thrown));
        }
    }

    private static void finish(@Nullable ReplySlot slot, Failure failure) {
        if (slot != null) {
            slot.complete(new Result.Err<>(failure));
        }
    }

    private void expire(Envelope.Registered next) {
        ReplySlot slot = next.slot();
        if (slot != null && !slot.isDone()) {
            slot.expired(running().queued());
        }
        // an answer before the deadline: that it would wait for itself, or that the asker has gone
        drop(next, slot != null && isPast(slot) ? DropReason.EXPIRED : DropReason.ALREADY_ANSWERED);
    }

    private void drop(Envelope next, DropReason reason) {
        running().system().dropped(next, running(), reason);
    }

    private void count(Envelope.Registered next) {
        running().life().countHandled();
        if (next.countsAsNews()) {
            running().system().census().newsHandled();
        }
    }

    private boolean isOver(Envelope.Registered next) {
        ReplySlot slot = next.slot();
        return slot != null && (slot.isDone() || isPast(slot));
    }

    private boolean isPast(ReplySlot slot) {
        long deadlineNanos = slot.deadlineNanos();
        return deadlineNanos != ReplySlot.NO_DEADLINE && deadlineNanos - nowNanos() <= 0;
    }

    private long nowNanos() {
        return running().system().environment().clock().nanoTime();
    }

    private void begin(Envelope next) {
        envelope = next;
        refused = false;
        stopAsked = false;
        interrupted = false;
        isOpen = true;
    }

    private void end() {
        if (Thread.currentThread().isInterrupted()) { // left behind by the user's code: the next batch begins without
            interrupted = true;
            batch.end();
        }
        isOpen = false;
        envelope = null;
        opened = null;
        open = null;
        aside = null;
    }

    // ---- for the context

    void askStop() {
        stopAsked = true;
        interrupted = true;
    }

    boolean stopAsked() {
        return stopAsked;
    }

    /** What was put aside comes back, before all that was taken. */
    void unstash() {
        running().mailbox().unstashAll();
        interrupted = true;
    }

    /** Whether something else is to be done before the next envelope. */
    boolean isInterrupted() {
        return interrupted;
    }

    /** Answers the request being handled. */
    void answer(Request<?, ?> request, Result<?> result) {
        DeferredReply.answer(running(), slotOf(request), result);
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
        News news = current.news();
        Envelope kept = news != null && opened != null
                ? Envelope.of(news instanceof Opened again ? again : new Opened(opened, news), take())
                : Envelope.of(current.message, take());
        running().mailbox().stash(kept);
        aside = kept;
    }

    /** Drops the message being handled. */
    void refuse(DropReason reason) {
        drop(checkOnce(), reason);
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
        return envelope == null ? null : envelope.slot();
    }

    @SuppressWarnings("ReferenceEquality") // equal requests may be handled one after the other: this very object counts
    private void checkHandled(Request<?, ?> request) {
        Envelope current = envelope;
        if (current == null || (request != opened && request != current.original())) {
            throw new IllegalStateException("answered too late, or another request: "
                    + request.getClass().getSimpleName()
                    + " is not being handled; keep ctx.replyTo(request) to answer later");
        }
    }

    /** The deadline of the request being handled. */
    long deadlineNanos() {
        ReplySlot slot = slot();
        return slot == null ? ReplySlot.NO_DEADLINE : slot.deadlineNanos();
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
        public boolean isTold() {
            return source.isTold();
        }

        @Override
        public void unwatched(MessageRef<?> target) {
            source.unwatched(target);
        }

        @Override
        public boolean wasTaken() {
            return true;
        }

        @Override
        public DropReason lossWhenStopped() {
            return DropReason.STOPPING;
        }
    }
}
