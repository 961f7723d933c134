package dev.parley;

import java.time.Duration;

/**
 * Limits and patience of one actor system.
 *
 * @param name {@code [A-Za-z0-9_.~-]{1,64}}; default {@code parley}
 * @param mailboxMessages messages a mailbox holds, stash included; default 100,000, at least 1. More rides out longer
 *     bursts, at about 24 bytes and a message each
 * @param mailboxBytes what came from other nodes and waits in a mailbox, without what is stashed, in encoded bytes;
 *     default 64 MiB, at least 1. One message is taken whatever its size when nothing else waits
 * @param stashMessages messages a stash holds; default 10,000
 * @param openPerActor open watches, requests, timers, each, per actor; default 10,000
 * @param drain how long {@link ActorSystem#close} lets mailboxes empty, and of a node then lets leave what waits for
 *     other nodes; default 5 s
 * @param closeLimit how long {@link ActorSystem#close} takes at most; default 10 s, not below {@code drain}
 */
public record SystemConfig(
        String name,
        int mailboxMessages,
        long mailboxBytes,
        int stashMessages,
        int openPerActor,
        Duration drain,
        Duration closeLimit) {
    private static final long MAILBOX_BYTES = 64L << 20;

    /** Checks each value and how they fit. */
    public SystemConfig {
        if (!ActorAddress.isName(name)) {
            throw new IllegalArgumentException("not a system name: '" + name + "': use [A-Za-z0-9_.~-]{1,64}");
        }
        if (mailboxMessages < 1 || mailboxBytes < 1 || stashMessages < 0 || openPerActor < 1) {
            throw new IllegalArgumentException(
                    "bounds must be positive: mailboxMessages " + mailboxMessages + ", mailboxBytes " + mailboxBytes
                            + ", stashMessages " + stashMessages + ", openPerActor " + openPerActor);
        }
        if (drain.isNegative() || closeLimit.compareTo(drain) < 0) {
            throw new IllegalArgumentException("closeLimit " + closeLimit + " must not be below drain " + drain);
        }
    }

    /** What most systems want. */
    public static SystemConfig defaults() {
        return new SystemConfig(
                "parley", 100_000, MAILBOX_BYTES, 10_000, 10_000, Duration.ofSeconds(5), Duration.ofSeconds(10));
    }

    /** With another name. */
    public SystemConfig withName(String name) {
        return new SystemConfig(name, mailboxMessages, mailboxBytes, stashMessages, openPerActor, drain, closeLimit);
    }

    /** With another mailbox bound. */
    public SystemConfig withMailboxMessages(int messages) {
        return new SystemConfig(name, messages, mailboxBytes, stashMessages, openPerActor, drain, closeLimit);
    }

    /** With another bound for what came from other nodes. */
    public SystemConfig withMailboxBytes(long bytes) {
        return new SystemConfig(name, mailboxMessages, bytes, stashMessages, openPerActor, drain, closeLimit);
    }

    /** With another stash bound. */
    public SystemConfig withStashMessages(int messages) {
        return new SystemConfig(name, mailboxMessages, mailboxBytes, messages, openPerActor, drain, closeLimit);
    }

    /** With another bound on open watches, requests and timers. */
    public SystemConfig withOpenPerActor(int open) {
        return new SystemConfig(name, mailboxMessages, mailboxBytes, stashMessages, open, drain, closeLimit);
    }

    /** With other patience at close. */
    public SystemConfig withClose(Duration drain, Duration limit) {
        return new SystemConfig(name, mailboxMessages, mailboxBytes, stashMessages, openPerActor, drain, limit);
    }
}
