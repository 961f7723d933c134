package dev.parley.kernel;

import dev.parley.DropReason;
import dev.parley.Failure;
import dev.parley.spi.MessageRef;
import dev.parley.spi.ReplySlot;
import dev.parley.spi.Watcher;
import org.jspecify.annotations.Nullable;

/**
 * The ref of an actor of this system. It is the actor's {@link Cell} as others see it: one object, so that a message
 * finds its mailbox without a detour and a million actors do not need a million refs beside their cells.
 *
 * <p>Threading: any thread; the links are those of the {@link Children} that it is entered in.
 */
abstract sealed class LocalRef<M> extends MessageRef<M> permits Cell {
    /** The sibling that was spawned before. */
    @Nullable
    Cell older;

    /** The sibling that was spawned after. */
    @Nullable
    Cell newer;

    /** The next sibling in the same row of a {@link NameIndex}. */
    @Nullable
    Cell sameRow;

    /** The cell behind it. */
    abstract Cell cell();

    @Override
    public final @Nullable DropReason deliver(Object message, @Nullable ReplySlot slot) {
        Cell cell = cell();
        if (cell.speaksToItself()) {
            return cell.accept(Envelope.of(new OwnWords(message), slot), slot);
        }
        return slot == null ? cell.accept(new Envelope(message)) : cell.accept(Envelope.of(message, slot), slot);
    }

    @Override
    public final @Nullable DropReason deliverFromAfar(Object message, @Nullable ReplySlot slot, int encodedBytes) {
        return cell().acceptFromAfar(Envelope.of(message, slot), slot, encodedBytes);
    }

    @Override
    public final void watch(Watcher watcher) {
        cell().command(new Command.AddWatcher(watcher));
    }

    @Override
    public final void unwatch(Watcher watcher) {
        cell().command(new Command.RemoveWatcher(watcher));
    }

    @Override
    public final void stop() {
        cell().command(new Command.Stop());
    }

    @Override
    public final void onceStarted(Runnable task) {
        cell().hearStart(task);
    }

    @Override
    public final int room(int percent) {
        return cell().roomUpTo(percent);
    }

    @Override
    public final String situation() {
        return cell().hasEnded() ? "" : "its mailbox holds " + cell().queued() + " messages";
    }

    @Override
    public final String business() {
        return cell().system().census().business(cell());
    }

    @Override
    public final Failure refusal(DropReason reason) {
        return reason == DropReason.NO_SUCH_ACTOR
                ? new Failure.TargetDown(cell().life().reason())
                : new Failure.Refused(reason);
    }
}
