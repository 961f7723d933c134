package dev.parley;

/** How a child is spawned. */
public sealed interface SpawnOption permits SupervisorStrategy, SpawnOption.MailboxBound {
    /** A mailbox bound other than the system's, in messages; the stash counts into it. */
    static SpawnOption mailbox(int messages) {
        return new MailboxBound(messages);
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
}
