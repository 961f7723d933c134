package dev.parley.kernel;

import dev.parley.ActorAddress;
import dev.parley.Terminated;
import dev.parley.spi.MessageRef;
import dev.parley.spi.Watcher;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** Code outside of actors that watches one. */
final class OutsideWatcher implements Watcher {
    private final ActorAddress address;
    private final Consumer<Terminated> onEnd;
    private final AtomicBoolean over = new AtomicBoolean();

    OutsideWatcher(ActorAddress address, Consumer<Terminated> onEnd) {
        this.address = address;
        this.onEnd = onEnd;
    }

    void cancel() {
        over.set(true);
    }

    @Override
    public void terminated(MessageRef<?> target, Terminated.Reason reason) {
        if (over.compareAndSet(false, true)) {
            try {
                onEnd.accept(new Terminated(target, reason));
            } catch (Throwable thrown) { // it must not stop the end of the actor half-way
                Report.error(() -> "a watcher of " + target + " threw", thrown);
            }
        }
    }

    @Override
    public ActorAddress address() {
        return address;
    }
}
