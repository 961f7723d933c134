package dev.parley.wire;

import java.util.Optional;

/**
 * Every reason that crosses the wire, with its number for ever: a number is never re-used and never changes its
 * meaning. The table in {@code docs/WIRE.md} is checked against this one.
 *
 * <p>1 to 31: links and handshakes. 32 to 63: frames. 64 to 95: payloads. 96 to 127: frames that could not be served.
 */
public enum WireError {
    /** Also how a link ends in peace. */
    LEAVING(1, true, "The node leaves."),
    UNSUPPORTED_VERSION(2, false, "The two nodes have no wire version in common."),
    WRONG_CLUSTER(3, false, "The node belongs to another cluster."),
    NOT_AUTHENTICATED(4, false, "The proof is missing or wrong: the two nodes hold different keys."),
    KEY_REQUIRED(5, false, "Only loopback is served without a key or TLS."),
    HANDSHAKE_TIMEOUT(6, true, "The handshake was not completed in time."),
    WRONG_NODE(7, true, "Another node answers at this address than the one that was meant."),
    LINK_GIVEN_UP(8, true, "The link incarnation that the peer names was given up; dial again with a new one."),
    DUPLICATE_CONNECTION(9, true, "Another connection of the same pair and lane is kept instead."),
    PEER_DOWN(10, true, "The peer was silent for too long and was declared down."),
    TOO_MANY_CONNECTIONS(11, true, "The node has no room for another connection."),
    NO_GUESTS(12, false, "The node takes no guests."),
    UNEXPECTED_FRAME(13, false, "The frame is legal, but not in this state of the connection."),
    NUMBER_SKIPPED(14, false, "A number is missing in the order of system messages or generations."),
    FOREIGN_SOURCE(15, false, "The source of a frame does not belong to the peer or its guests."),
    BROKEN(16, true, "The node met a fault of its own and gave the connection up."),

    FRAME_TOO_LONG(32, false, "The frame is longer than the limit in force."),
    FRAME_TRUNCATED(33, false, "The frame ends inside a field."),
    UNKNOWN_FRAME(34, false, "The frame's type is unknown and must not be skipped."),
    UNKNOWN_FLAG(35, false, "A flag is unknown or illegal for the type and must not be skipped."),
    BAD_REF(36, false, "A ref, node or slot is malformed, missing or not allowed here."),
    BAD_TEXT(37, false, "A text is no UTF-8 or is longer than its limit."),
    BAD_FIELD(38, false, "A number lies outside the range of its field."),
    TRAILING_BYTES(39, false, "The frame is longer than its fields."),

    PAYLOAD_TRUNCATED(64, false, "The payload ends inside an item, or a count exceeds the bytes that are left."),
    PAYLOAD_MALFORMED(65, false, "The payload is no item of the profile."),
    TYPE_MISMATCH(66, false, "The payload holds another kind of item than the type has."),
    OUT_OF_RANGE(67, false, "A number does not fit the type of its field."),
    MISSING_FIELD(68, false, "A required field is missing or null."),
    UNKNOWN_CHOICE(69, false, "An enum constant or a leaf of a sealed type is unknown: deploy readers first."),
    KEY_ORDER(70, false, "Keys repeat or do not ascend."),
    TOO_DEEP(71, false, "The payload is nested more deeply than the limit."),
    OVER_BUDGET(72, false, "Decoding the payload would build more than the heap budget."),
    VALUE_REFUSED(73, false, "The type's own constructor refused the value."),
    NOT_ENCODABLE(74, false, "The value's type is not registered, or the value breaks a rule of its type."),
    PAYLOAD_TOO_LARGE(75, false, "The payload is longer than the limit for a message."),
    UNKNOWN_TYPE(76, false, "No registered type has the name that the frame carries."),
    SCHEMA_CONFLICT(77, false, "Both sides go by locks in which the type means different things."),

    NO_SUCH_ACTOR(96, false, "No actor of this path and incarnation lives here."),
    WRONG_PROTOCOL(97, false, "The message is not of the actor's protocol."),
    NOT_REACHABLE(98, false, "The path is not open to other nodes."),
    UNKNOWN_KIND(99, false, "No kind of this name is registered."),
    MAILBOX_FULL(100, true, "The actor's mailbox is full."),
    STOPPING(101, false, "The actor or its node stops."),
    LIMIT_REACHED(102, true, "A limit of the node is reached."),
    EXPIRED(103, true, "The deadline had passed on arrival."),
    NO_ROUTE(104, true, "The node that the frame is meant for cannot be reached from here.");

    private static final int HIGHEST_NUMBER = 127;
    private static final WireError[] BY_NUMBER = new WireError[HIGHEST_NUMBER + 1];

    static {
        for (WireError error : values()) {
            BY_NUMBER[error.number] = error;
        }
    }

    private final int number;
    private final boolean retryable;
    private final String sentence;

    WireError(int number, boolean retryable, String sentence) {
        this.number = number;
        this.retryable = retryable;
        this.sentence = sentence;
    }

    /** The number on the wire, u16. */
    public int number() {
        return number;
    }

    /** What it means, for people. */
    public String sentence() {
        return sentence;
    }

    /** Whether the same attempt may succeed later without anybody changing anything. */
    public boolean retryable() {
        return retryable;
    }

    /** The error of that number; empty for one of a later version, which is then {@link #BROKEN} for the reader. */
    public static Optional<WireError> of(int number) {
        return number < 0 || number > HIGHEST_NUMBER ? Optional.empty() : Optional.ofNullable(BY_NUMBER[number]);
    }
}
