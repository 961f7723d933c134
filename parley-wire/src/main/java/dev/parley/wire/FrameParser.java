package dev.parley.wire;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads one frame whose bytes are all there; {@link FrameFields} is its mirror. */
final class FrameParser {

    private final FrameReader in;
    private final FrameType type;
    private final int flags;
    private final int payloadBytes;
    private final WireRef destination;
    private final WireRef source;

    /** The frame that is all there is to read, without its length field; null if it may be skipped and is not known. */
    static @Nullable Frame parse(FrameReader in, int payloadBytes) throws WireException {
        FrameType type = typeOf(in);
        if (type == null) {
            return null;
        }
        Frame frame = new FrameParser(in, type, payloadBytes).frame();
        if (in.remaining() > 0) {
            throw in.refused(WireError.TRAILING_BYTES, type + " has " + in.remaining() + " bytes too many");
        }
        return frame;
    }

    private static @Nullable FrameType typeOf(FrameReader in) throws WireException {
        int version = in.u8();
        int number = in.u8();
        if (!WireVersions.OURS.contains(version)) {
            throw in.refused(WireError.UNSUPPORTED_VERSION, "a frame of version " + version);
        }
        if (number >= FrameType.SKIPPABLE) {
            return null;
        }
        FrameType type = FrameType.of(number);
        if (type == null) {
            throw in.refused(WireError.UNKNOWN_FRAME, "a frame of type " + number);
        }
        return type;
    }

    private FrameParser(FrameReader in, FrameType type, int payloadBytes) throws WireException {
        this.in = in;
        this.payloadBytes = payloadBytes;
        this.type = type;
        this.flags = in.u16();
        int foreign = flags & ~type.flags() & ~(type.allowsSkippableFields() ? FrameType.SKIPPABLE_FLAGS : 0);
        if (foreign != 0) {
            throw in.refused(WireError.UNKNOWN_FLAG, "flags 0x" + Integer.toHexString(foreign) + " with " + type);
        }
        this.destination = WireRefs.ref(in);
        this.source = WireRefs.ref(in);
        requireRefs();
        skipFields();
    }

    private void requireRefs() throws WireException {
        boolean legal = switch (type.refs()) {
            case NONE -> destination.isNone() && source.isNone();
            case ANY -> true;
            case DESTINATION -> !destination.isNone();
            case DESTINATION_ALONE -> !destination.isNone() && source.isNone();
            case SOURCE_ALONE -> destination.isNone() && !source.isNone();
            case BOTH -> !destination.isNone() && !source.isNone();
        };
        if (!legal) {
            throw in.refused(
                    WireError.BAD_REF, type + " from " + source + " to " + destination + ": wants " + type.refs());
        }
    }

    private void skipFields() throws WireException {
        for (int skippable = Integer.bitCount(flags & FrameType.SKIPPABLE_FLAGS); skippable > 0; skippable--) {
            in.skip(in.u16());
        }
    }

    private Frame frame() throws WireException {
        return switch (type) {
            case HELLO -> hello();
            case HEARTBEAT -> new Frame.Heartbeat(in.count("a number"));
            case BYE -> new Frame.Bye(error(), in.sentence());
            case ACK -> new Frame.Ack(in.count("a number"));
            case LANE -> new Frame.Lane(dataLane(), in.count("a generation"), in.count("a number"));
            case LANE_AT -> new Frame.LaneAt(dataLane(), in.count("a generation"), in.count("a number"));
            case SCHEMA -> new Frame.Schema(payload());
            case AFTER -> new Frame.After(positions());
            case USER -> user();
            case REPLY -> reply();
            case ERROR -> new Frame.Refusal(destination, source, error(), in.sentence());
            case WAITING -> waiting();
            case MONITOR -> new Frame.Monitor(number(), destination, source);
            case UNMONITOR -> new Frame.Unmonitor(number(), destination, source);
            case TERMINATED -> terminated();
            case SPAWN -> spawn();
            case SPAWNED -> new Frame.Spawned(number(), source, destination, truth(), in.sentence());
            case STOP -> new Frame.Stop(number(), destination, source);
            case PAUSE -> pause();
            case RESUME -> resume();
            case RESUMED -> resumed();
        };
    }

    private Frame hello() throws WireException {
        int lowest = in.u8();
        int highest = in.u8();
        String complaint = WireVersions.complaintAbout(lowest, highest);
        if (!complaint.isEmpty()) {
            throw in.refused(WireError.BAD_FIELD, complaint);
        }
        var offer = new Frame.Hello.Offer(new WireVersions(lowest, highest), in.u64(), in.u64());
        var peer = new Frame.Hello.Peer(in.name(), WireRefs.node(in), in.name());
        return new Frame.Hello(offer, peer, session(), challenge(), in.rest());
    }

    private Frame.Hello.Session session() throws WireException {
        long own = in.u64();
        if (own == 0) {
            throw in.refused(WireError.BAD_FIELD, "a link incarnation is never 0");
        }
        return new Frame.Hello.Session(own, in.u64(), lane(), in.u64());
    }

    private Frame.Hello.Challenge challenge() throws WireException {
        int limit = Frame.Hello.Challenge.MAX_BYTES;
        return new Frame.Hello.Challenge(in.shortBytes(limit), in.shortBytes(limit));
    }

    private Frame user() throws WireException {
        WireSlot slot = (flags & FrameType.SLOT) == 0 ? WireSlot.NONE : WireRefs.slot(in);
        long deadlineMillis = 0;
        if ((flags & FrameType.DEADLINE) != 0) {
            deadlineMillis = in.count("a deadline");
            if (deadlineMillis == 0) {
                throw in.refused(WireError.BAD_FIELD, "a deadline of 0 ms: an expired message is not sent");
            }
        }
        int codec = codec();
        String name = (flags & FrameType.INTERNED_NAME) == 0 ? in.name() : in.internedName();
        return new Frame.User(destination, source, slot, deadlineMillis, new Frame.Body(name, codec, payload()));
    }

    private Frame reply() throws WireException {
        WireSlot slot = WireRefs.slot(in);
        boolean failure = (flags & FrameType.FAILURE) != 0;
        int codec = codec();
        if (failure && codec != Frame.CBOR) {
            throw in.refused(WireError.BAD_FIELD, "a failure in encoding " + codec + ": it is always in CBOR");
        }
        return new Frame.Reply(slot, failure, codec, payload());
    }

    private int codec() throws WireException {
        if ((flags & FrameType.CODEC) == 0) {
            return Frame.CBOR;
        }
        int codec = in.u8();
        if (codec != Frame.JSON && codec != Frame.PROTOBUF) {
            throw in.refused(WireError.BAD_FIELD, "no encoding has the number " + codec);
        }
        return codec;
    }

    private Frame waiting() throws WireException {
        WireSlot slot = WireRefs.slot(in);
        long search = in.u64();
        int count = in.u8();
        if (count > Frame.Waiting.MAX_BEFORE) {
            throw in.refused(
                    WireError.BAD_FIELD, count + " actors before another, at most " + Frame.Waiting.MAX_BEFORE);
        }
        List<WireRef> before = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            WireRef actor = WireRefs.ref(in);
            if (actor.isNone()) {
                throw in.refused(WireError.BAD_REF, "an actor that waits is absent");
            }
            before.add(actor);
        }
        return new Frame.Waiting(source, slot, search, before);
    }

    private Frame terminated() throws WireException {
        long number = number();
        Frame.EndReason reason = reason();
        List<Frame.LanePosition> after = positions();
        return new Frame.Terminated(number, source, destination, new Frame.End(reason, in.sentence()), after);
    }

    private Frame resumed() throws WireException {
        return new Frame.Resumed(number(), destination, positions());
    }

    private List<Frame.LanePosition> positions() throws WireException {
        int count = in.u8();
        if (count > Frame.MAX_LANES) {
            throw in.refused(WireError.BAD_FIELD, count + " lanes, at most " + Frame.MAX_LANES);
        }
        List<Frame.LanePosition> positions = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            positions.add(new Frame.LanePosition(dataLane(), in.count("a number")));
        }
        return positions;
    }

    private Frame pause() throws WireException {
        requireIncarnation();
        long number = number();
        int count = in.u8();
        if (count > Frame.Pause.MAX_NAMES) {
            throw in.refused(WireError.BAD_FIELD, count + " names of one actor, at most " + Frame.Pause.MAX_NAMES);
        }
        List<String> names = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            names.add(WireRefs.path(in));
        }
        return new Frame.Pause(number, source, names);
    }

    private Frame resume() throws WireException {
        requireIncarnation();
        long number = number();
        int room = in.u32();
        if (room <= 0) {
            throw in.refused(WireError.BAD_FIELD, "room for " + Integer.toUnsignedString(room) + " messages");
        }
        return new Frame.Resume(number, source, room);
    }

    private void requireIncarnation() throws WireException {
        if (source.incarnation() == 0) {
            throw in.refused(WireError.BAD_REF, type + " of an actor without incarnation");
        }
    }

    private Frame spawn() throws WireException {
        if (destination.incarnation() == 0) {
            throw in.refused(WireError.BAD_REF, "SPAWN of a child without incarnation");
        }
        long number = number();
        var recipe = new Frame.Recipe(in.name(), policy(), payload());
        return new Frame.Spawn(number, destination, source, recipe);
    }

    private SpawnPolicy policy() throws WireException {
        SpawnPolicy.Strategy strategy = strategy();
        int limit = in.u32();
        long windowMillis = in.u64();
        long minBackoffMillis = in.u64();
        long maxBackoffMillis = in.u64();
        String complaint = SpawnPolicy.complaintAbout(limit, windowMillis, minBackoffMillis, maxBackoffMillis);
        if (!complaint.isEmpty()) {
            throw in.refused(WireError.BAD_FIELD, complaint);
        }
        return new SpawnPolicy(strategy, limit, windowMillis, minBackoffMillis, maxBackoffMillis);
    }

    private SpawnPolicy.Strategy strategy() throws WireException {
        int number = in.u8();
        for (SpawnPolicy.Strategy strategy : SpawnPolicy.Strategy.values()) {
            if (strategy.number() == number) {
                return strategy;
            }
        }
        throw in.refused(WireError.BAD_FIELD, "strategy " + number + " is not known");
    }

    private Frame.EndReason reason() throws WireException {
        int number = in.u8();
        for (Frame.EndReason reason : Frame.EndReason.values()) {
            if (reason.number() == number) {
                return reason;
            }
        }
        throw in.refused(WireError.BAD_FIELD, "reason " + number + " for an end is not known");
    }

    private WireBytes payload() throws WireException {
        if (in.remaining() > payloadBytes) {
            throw in.refused(
                    WireError.PAYLOAD_TOO_LARGE,
                    "a payload of " + in.remaining() + " bytes is longer than " + payloadBytes);
        }
        return in.payload();
    }

    private boolean truth() throws WireException {
        int value = in.u8();
        if (value > 1) {
            throw in.refused(WireError.BAD_FIELD, "a truth value is 0 or 1, not " + value);
        }
        return value == 1;
    }

    private long number() throws WireException {
        long number = in.count("a number");
        if (number == 0) {
            throw in.refused(WireError.BAD_FIELD, "system messages are numbered from 1");
        }
        return number;
    }

    private int lane() throws WireException {
        int lane = in.u16();
        return lane == FrameFields.CONTROL_LANE ? Frame.CONTROL : lane;
    }

    private int dataLane() throws WireException {
        int lane = lane();
        if (lane == Frame.CONTROL) {
            throw in.refused(WireError.BAD_FIELD, "the control connection is no lane");
        }
        return lane;
    }

    /** A reason of a later version is still a reason: the reader takes it for a fault it cannot name. */
    private WireError error() throws WireException {
        return WireError.of(in.u16()).orElse(WireError.BROKEN);
    }
}
