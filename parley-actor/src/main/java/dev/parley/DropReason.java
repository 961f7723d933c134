package dev.parley;

/** Why a message or an answer went nowhere. One list for dead letters, refusals and the wire. */
public enum DropReason {
    /** The mailbox is at its bound; raise {@code SpawnOption.mailbox} or slow the sender with {@code offer}. */
    MAILBOX_FULL(
            "the mailbox is full; give the actor SpawnOption.mailbox(n), or the system SystemConfig.mailboxBytes where"
                    + " other nodes send it much that is large, or let the sender heed offer()"),
    /** The stash is at its bound. */
    STASH_FULL("the stash is full; answer or drop what waits in it"),
    /** The outbound lane to the target's node is at its bound. */
    LANE_FULL("the lane to the target's node is full; let the sender heed offer()"),
    /** The connection was lost with the message in flight, or the link was given up before it could leave. */
    LINK_LOST("the link to the target's node was lost; send it again if the target may see it twice"),
    /** The encoded message is above the limit. */
    TOO_LARGE("the message is larger than the limit; send it in parts"),
    /** The message has a component that cannot cross the network, or an unregistered type. */
    NOT_ENCODABLE("the message cannot cross the network; use records, sealed types, enums and refs throughout"),
    /** The payload did not decode. */
    NOT_DECODABLE("the payload does not fit the type the receiver knows; compare the versions of both nodes"),
    /** Nobody lives at that address, or not in that incarnation, or it is not reachable from outside. */
    NO_SUCH_ACTOR("nobody lives at that address any more; watch it to hear of its end"),
    /** The target does not speak the message's protocol. */
    WRONG_PROTOCOL("the target does not speak that protocol"),
    /** The actor, or its system, is stopping. */
    STOPPING("the target is stopping"),
    /** The actor restarted and no longer waits for this. */
    RESTARTED("the actor restarted and no longer waits for it"),
    /** The handler threw while handling it. */
    HANDLER_FAILED("the handler failed on it"),
    /** The asker's deadline passed before it was handled. */
    EXPIRED("the asker's deadline had passed"),
    /** A limit on open watches, requests, timers, adapters or remote work was reached. */
    LIMIT_REACHED("a limit was reached"),
    /** The request has an answer already. */
    ALREADY_ANSWERED("it has an answer already, or its asker no longer waits"),
    /** The message was told, so nobody waits for an answer. */
    NO_ASKER("the message was told, not asked"),
    /** The thread that waited for the answer was interrupted; the request may be handled all the same. */
    INTERRUPTED("the asking thread was interrupted; the request may be handled all the same");

    private final String sentence;

    DropReason(String sentence) {
        this.sentence = sentence;
    }

    /** What happened and what to do about it. */
    public String sentence() {
        return sentence;
    }
}
