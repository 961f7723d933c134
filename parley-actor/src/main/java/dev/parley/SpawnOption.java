package dev.parley;

import java.util.Objects;
import java.util.concurrent.Executor;

/** How a child is spawned. Of options that say the same thing, the last one counts. */
public sealed interface SpawnOption
        permits SupervisorStrategy, SpawnOption.MailboxBound, SpawnOption.OnExecutor, SpawnOption.OwnThread {
    /** A mailbox bound other than the system's, in messages; the stash counts into it. */
    static SpawnOption mailbox(int messages) {
        return new MailboxBound(messages);
    }

    /**
     * The actor runs on this executor: factory, hooks, handler and wrap functions. One batch of its messages is there
     * at a time, on whichever thread; what one batch wrote the next one sees. It blocks in requests, restarts, stops
     * and is watched like any other.
     *
     * <p>The executor stays the user's: it is not closed with the system. It must run each task that it takes, once,
     * and not in the thread that hands the task over. A task that it refuses, or runs in that thread, or still has
     * when it is terminated, is run by the system's own threads instead, and a warning says so once for the actor. At
     * the limit of {@link ActorSystem#close} the thread that is in a handler is interrupted.
     *
     * <p>In a simulation such an actor runs on simulated threads, as all do, and the executor is not used.
     */
    static SpawnOption executor(Executor executor) {
        return new OnExecutor(executor);
    }

    /**
     * The actor runs on a platform thread that nobody else uses, for libraries that want one thread, and for handlers
     * that spin or compute for long. The thread has the actor's path as its name, is a daemon, stays the same over
     * restarts and ends with the actor. Should it not start, the system's own threads run the actor, and a warning
     * says so.
     *
     * <p>In a simulation such an actor runs on simulated threads, as all do.
     */
    static SpawnOption ownThread() {
        return new OwnThread();
    }

    /**
     * See {@link #mailbox}.
     *
     * @param messages at least 1
     */
    record MailboxBound(int messages) implements SpawnOption {
        /** Refuses a bound below 1. */
        public MailboxBound {
            if (messages < 1) {
                throw new IllegalArgumentException("a mailbox needs room for 1 message at least, not " + messages);
            }
        }
    }

    /**
     * See {@link #executor}.
     *
     * @param executor the user's
     */
    record OnExecutor(Executor executor) implements SpawnOption {
        /** Refuses null. */
        public OnExecutor {
            Objects.requireNonNull(executor, "executor");
        }
    }

    /** See {@link #ownThread}. */
    record OwnThread() implements SpawnOption {}
}
