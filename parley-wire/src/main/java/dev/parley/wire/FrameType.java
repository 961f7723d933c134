package dev.parley.wire;

import org.jspecify.annotations.Nullable;

/**
 * The types of frames with their numbers for ever. Numbers from {@value #SKIPPABLE} on may be skipped by who does not
 * know them; lower ones must not.
 */
enum FrameType {
    HELLO(0x01, Refs.NONE, 0),
    HEARTBEAT(0x02, Refs.NONE, 0),
    BYE(0x03, Refs.NONE, 0),
    ACK(0x04, Refs.NONE, 0),
    LANE(0x05, Refs.NONE, 0),
    LANE_AT(0x06, Refs.NONE, 0),
    SCHEMA(0x0a, Refs.NONE, 0),
    AFTER(0x0b, Refs.NONE, 0),
    USER(0x10, Refs.DESTINATION, FrameType.SLOT | FrameType.DEADLINE | FrameType.INTERNED_NAME | FrameType.CODEC),
    REPLY(0x11, Refs.NONE, FrameType.FAILURE | FrameType.CODEC),
    ERROR(0x12, Refs.ANY, 0),
    WAITING(0x13, Refs.SOURCE_ALONE, 0),
    MONITOR(0x20, Refs.BOTH, 0),
    UNMONITOR(0x21, Refs.BOTH, 0),
    TERMINATED(0x22, Refs.BOTH, 0),
    SPAWN(0x23, Refs.BOTH, 0),
    SPAWNED(0x24, Refs.BOTH, 0),
    STOP(0x25, Refs.BOTH, 0),
    PAUSE(0x27, Refs.SOURCE_ALONE, 0),
    RESUME(0x28, Refs.SOURCE_ALONE, 0),
    RESUMED(0x29, Refs.DESTINATION_ALONE, 0);

    /** Which of the two refs a type has. */
    enum Refs {
        NONE,
        ANY,
        DESTINATION,
        DESTINATION_ALONE,
        SOURCE_ALONE,
        BOTH
    }

    /** Flag of USER: a reply slot follows. */
    static final int SLOT = 0x0001;

    /** Flag of USER: a deadline follows. */
    static final int DEADLINE = 0x0002;

    /** Flag of REPLY: the payload is a failure. */
    static final int FAILURE = 0x0004;

    /** Flag of USER: the name of the message's type has its place in front. */
    static final int INTERNED_NAME = 0x0020;

    /** Flag of USER and REPLY: the number of the payload's encoding follows; without it, it is CBOR. */
    static final int CODEC = 0x0040;

    /** Flags that may be skipped; each announces a field of its own (u16 length, bytes) behind the refs. */
    static final int SKIPPABLE_FLAGS = 0xFF00;

    /** The first type number that may be skipped. */
    static final int SKIPPABLE = 0x80;

    private static final @Nullable FrameType[] BY_NUMBER = new @Nullable FrameType[SKIPPABLE];

    static {
        for (FrameType type : values()) {
            BY_NUMBER[type.number] = type;
        }
    }

    private final int number;
    private final Refs refs;
    private final int flags;

    FrameType(int number, Refs refs, int flags) {
        this.number = number;
        this.refs = refs;
        this.flags = flags;
    }

    int number() {
        return number;
    }

    Refs refs() {
        return refs;
    }

    /** The flags that this type understands. */
    int flags() {
        return flags;
    }

    /** Only HELLO takes no skippable field: its proof covers every byte. */
    boolean allowsSkippableFields() {
        return this != HELLO;
    }

    /** The type of a number below {@link #SKIPPABLE}, or null. */
    static @Nullable FrameType of(int number) {
        return BY_NUMBER[number];
    }
}
