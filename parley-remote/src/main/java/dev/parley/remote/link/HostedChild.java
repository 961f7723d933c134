package dev.parley.remote.link;

import dev.parley.ActorAddress;
import dev.parley.Terminated;
import dev.parley.spi.MessageRef;
import dev.parley.spi.Watcher;

/**
 * A child that somebody over a link asked for. Stops when its parent ends, or the parent's node is down for this one.
 *
 * <p>Threading: any thread.
 */
record HostedChild(MessageRef<?> child, MessageRef<?> parent, Runnable onEnd) {
    /** Begins to watch both. */
    void bind() {
        EndOfParent endOfParent = new EndOfParent(child);
        child.watch(new EndOfHosted(this, endOfParent));
        parent.watch(endOfParent);
    }

    private record EndOfParent(MessageRef<?> child) implements Watcher {
        @Override
        public void terminated(MessageRef<?> parent, Terminated.Reason reason) {
            child.stop();
        }

        /** Another than the child's own, which may watch its parent too. */
        @Override
        public ActorAddress address() {
            ActorAddress own = child.address();
            return new ActorAddress(own.node(), own.path() + "/~parent", own.incarnation());
        }
    }

    private record EndOfHosted(HostedChild hosted, EndOfParent endOfParent) implements Watcher {
        @Override
        public void terminated(MessageRef<?> child, Terminated.Reason reason) {
            hosted.parent.unwatch(endOfParent);
            hosted.onEnd.run();
        }

        @Override
        public ActorAddress address() {
            return hosted.parent.address();
        }
    }
}
