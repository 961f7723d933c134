package dev.parley.kernel;

import dev.parley.ActorAddress;
import dev.parley.DropReason;
import dev.parley.Failure;
import dev.parley.spi.MessageRef;
import dev.parley.spi.ReplySlot;
import dev.parley.spi.SystemAccess;
import dev.parley.spi.Watcher;
import org.jspecify.annotations.Nullable;

/** The ref of an actor of this system. */
final class LocalRef<M> extends MessageRef<M> {
    private final Cell cell;

    LocalRef(Cell cell) {
        this.cell = cell;
    }

    /** The cell behind it. */
    Cell cell() {
        return cell;
    }

    @Override
    public @Nullable DropReason deliver(Object message, @Nullable ReplySlot slot) {
        return cell.accept(new Envelope(message, slot));
    }

    @Override
    public void watch(Watcher watcher) {
        cell.command(new Command.AddWatcher(watcher));
    }

    @Override
    public void unwatch(Watcher watcher) {
        cell.command(new Command.RemoveWatcher(watcher));
    }

    @Override
    public void stop() {
        cell.command(new Command.Stop());
    }

    @Override
    public void onceStarted(Runnable task) {
        cell.tell(() -> {
            task.run();
            return null;
        });
    }

    @Override
    public String situation() {
        return cell.hasEnded() ? "" : "its mailbox holds " + cell.mailbox().queued() + " messages";
    }

    @Override
    public Failure refusal(DropReason reason) {
        return reason == DropReason.NO_SUCH_ACTOR
                ? new Failure.TargetDown(cell.life().reason())
                : new Failure.Refused(reason);
    }

    @Override
    protected SystemAccess system() {
        return cell.system();
    }

    @Override
    public long incarnation() {
        return cell.incarnation();
    }

    @Override
    public ActorAddress address() {
        return cell.address();
    }
}
