package dev.parley.kernel;

import dev.parley.ActorAddress;
import dev.parley.Terminated;
import dev.parley.spi.MessageRef;
import dev.parley.spi.Watcher;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One watch of an actor on another. Ends with its {@code Terminated}, with unwatch, or with the watcher's restart or
 * end.
 *
 * <p>Threading: {@link #terminated} on the target's thread, the rest by the thread that runs the cell.
 */
final class OwnWatch implements Watcher, News {
    private final Cell cell;
    private final Openings owner;
    private final MessageRef<?> target;
    private Function<Terminated, ?> wrap;
    private boolean cancelled;
    private volatile Terminated.@Nullable Reason reason;

    OwnWatch(Cell cell, Openings owner, MessageRef<?> target, Function<Terminated, ?> wrap) {
        this.cell = cell;
        this.owner = owner;
        this.target = target;
        this.wrap = wrap;
    }

    void replace(Function<Terminated, ?> next) {
        wrap = next;
    }

    void cancel() {
        cancelled = true;
        target.unwatch(this);
    }

    @Override
    public void unwatched(MessageRef<?> other) {
        cancelled = cancelled || other.equals(target);
    }

    @Override
    public boolean isCancelled() {
        return cancelled;
    }

    @Override
    public void terminated(MessageRef<?> ended, Terminated.Reason why) {
        reason = why;
        cell.inform(this);
    }

    @Override
    public ActorAddress address() {
        return cell.address();
    }

    @Override
    public @Nullable Object open() {
        Terminated.Reason why = reason;
        if (cancelled || why == null) {
            return null;
        }
        owner.watchEnded(target);
        return News.wrapped(wrap.apply(new Terminated(target, why)));
    }

    @Override
    public Object original() {
        Terminated.Reason why = reason;
        return why == null ? this : new Terminated(target, why);
    }
}
