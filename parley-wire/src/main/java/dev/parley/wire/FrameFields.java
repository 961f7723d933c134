package dev.parley.wire;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes the fields of each frame type, in the order of {@code docs/WIRE.md}; {@link FrameParser} is its mirror.
 *
 * @param told what the other side knows by its place; null where it takes nothing by places
 */
record FrameFields(Interned.@Nullable Tables told) {

    /** The lane number of {@link Frame#CONTROL} on the wire. */
    static final int CONTROL_LANE = 0xFFFF;

    void write(Frame frame, ByteSink out) {
        switch (frame) {
            case Frame.Hello hello -> hello(hello, out);
            case Frame.Heartbeat heartbeat -> bare(FrameType.HEARTBEAT, out).u64(heartbeat.delivered());
            case Frame.Bye bye ->
                sentence(bye.text(), bare(FrameType.BYE, out).u16(bye.reason().number()));
            case Frame.Ack ack -> bare(FrameType.ACK, out).u64(ack.number());
            case Frame.Lane lane ->
                bare(FrameType.LANE, out)
                        .u16(lane.lane())
                        .u64(lane.generation())
                        .u64(lane.lastSent());
            case Frame.LaneAt at ->
                bare(FrameType.LANE_AT, out).u16(at.lane()).u64(at.generation()).u64(at.lastDelivered());
            case Frame.Schema(WireBytes text) -> bare(FrameType.SCHEMA, out).bytes(text.array());
            case Frame.After(List<Frame.LanePosition> positions) -> positions(positions, bare(FrameType.AFTER, out));
            case Frame.User user -> user(user, out);
            case Frame.Reply reply -> reply(reply, out);
            case Frame.Refusal refusal -> refusal(refusal, out);
            case Frame.Waiting waiting -> waiting(waiting, out);
            case Frame.Numbered numbered -> numbered(numbered, out);
        }
    }

    private void numbered(Frame.Numbered frame, ByteSink out) {
        switch (frame) {
            case Frame.Monitor(long number, WireRef target, WireRef watcher) ->
                header(FrameType.MONITOR, 0, target, watcher, out).u64(number);
            case Frame.Unmonitor(long number, WireRef target, WireRef watcher) ->
                header(FrameType.UNMONITOR, 0, target, watcher, out).u64(number);
            case Frame.Terminated terminated -> terminated(terminated, out);
            case Frame.Spawn spawn -> spawn(spawn, out);
            case Frame.Spawned spawned -> {
                header(FrameType.SPAWNED, 0, spawned.parent(), spawned.child(), out);
                sentence(spawned.text(), out.u64(spawned.number()).u8(spawned.ok() ? 1 : 0));
            }
            case Frame.Stop(long number, WireRef target, WireRef parent) ->
                header(FrameType.STOP, 0, target, parent, out).u64(number);
            case Frame.Pause(long number, WireRef actor, List<String> names) -> {
                header(FrameType.PAUSE, 0, WireRef.NONE, actor, out).u64(number).u8(names.size());
                names.forEach(name -> WireRefs.path(name, out));
            }
            case Frame.Resume(long number, WireRef actor, int room) ->
                header(FrameType.RESUME, 0, WireRef.NONE, actor, out)
                        .u64(number)
                        .u32(room);
            case Frame.Resumed(long number, WireRef actor, List<Frame.LanePosition> held) -> {
                positions(
                        held,
                        header(FrameType.RESUMED, 0, actor, WireRef.NONE, out).u64(number));
            }
        }
    }

    private void hello(Frame.Hello hello, ByteSink out) {
        Frame.Hello.Offer offer = hello.offer();
        Frame.Hello.Peer peer = hello.peer();
        Frame.Hello.Session session = hello.session();
        bare(FrameType.HELLO, out)
                .u8(offer.versions().lowest())
                .u8(offer.versions().highest())
                .u64(offer.capabilities())
                .u64(offer.schema());
        name(peer.cluster(), out);
        WireRefs.node(peer.node(), out);
        name(peer.name(), out);
        out.u64(session.own())
                .u64(session.peer())
                .u16(laneNumber(session.lane()))
                .u64(session.guest());
        shortBytes(hello.challenge().nonce(), out);
        shortBytes(hello.challenge().proof(), out);
        out.bytes(hello.later().array());
    }

    private void user(Frame.User user, ByteSink out) {
        boolean asked = !user.slot().isNone();
        boolean limited = user.deadlineMillis() > 0;
        int flags = (asked ? FrameType.SLOT : 0)
                | (limited ? FrameType.DEADLINE : 0)
                | (told == null ? 0 : FrameType.INTERNED_NAME)
                | codecFlag(user.body().codec());
        header(FrameType.USER, flags, user.destination(), user.source(), out);
        if (asked) {
            WireRefs.slot(user.slot(), out);
        }
        if (limited) {
            out.u64(user.deadlineMillis());
        }
        codec(user.body().codec(), out);
        type(user.body().type(), out);
        user.body().payload().writeLast(out);
    }

    private void type(String name, ByteSink out) {
        if (told != null) {
            int place = Interned.place(name.hashCode());
            out.u8(place);
            if (!told.names().put(place, name)) {
                out.u8(0);
                return;
            }
        }
        name(name, out);
    }

    private void reply(Frame.Reply reply, ByteSink out) {
        int flags = (reply.failure() ? FrameType.FAILURE : 0) | codecFlag(reply.codec());
        header(FrameType.REPLY, flags, WireRef.NONE, WireRef.NONE, out);
        WireRefs.slot(reply.slot(), out);
        codec(reply.codec(), out);
        reply.payload().writeLast(out);
    }

    private static int codecFlag(int codec) {
        return codec == Frame.CBOR ? 0 : FrameType.CODEC;
    }

    private static void codec(int codec, ByteSink out) {
        if (codec != Frame.CBOR) {
            out.u8(codec);
        }
    }

    private void refusal(Frame.Refusal refusal, ByteSink out) {
        header(FrameType.ERROR, 0, refusal.destination(), refusal.source(), out);
        sentence(refusal.text(), out.u16(refusal.error().number()));
    }

    private void waiting(Frame.Waiting waiting, ByteSink out) {
        header(FrameType.WAITING, 0, WireRef.NONE, waiting.source(), out);
        WireRefs.slot(waiting.slot(), out);
        out.u64(waiting.search()).u8(waiting.before().size());
        waiting.before().forEach(actor -> WireRefs.ref(actor, told, out));
    }

    private void terminated(Frame.Terminated frame, ByteSink out) {
        header(FrameType.TERMINATED, 0, frame.watcher(), frame.target(), out)
                .u64(frame.number())
                .u8(frame.end().reason().number());
        positions(frame.after(), out);
        sentence(frame.end().text(), out);
    }

    private void spawn(Frame.Spawn spawn, ByteSink out) {
        header(FrameType.SPAWN, 0, spawn.child(), spawn.parent(), out).u64(spawn.number());
        Frame.Recipe recipe = spawn.recipe();
        name(recipe.kind(), out);
        SpawnPolicy policy = recipe.policy();
        out.u8(policy.strategy().number())
                .u32(policy.limit())
                .u64(policy.windowMillis())
                .u64(policy.minBackoffMillis())
                .u64(policy.maxBackoffMillis())
                .bytes(recipe.args().array());
    }

    /** The header of a type that has neither flags nor refs. */
    private ByteSink bare(FrameType type, ByteSink out) {
        return header(type, 0, WireRef.NONE, WireRef.NONE, out);
    }

    private ByteSink header(FrameType type, int flags, WireRef destination, WireRef source, ByteSink out) {
        out.u8(WireVersions.FIRST).u8(type.number()).u16(flags);
        WireRefs.ref(destination, told, out);
        WireRefs.ref(source, told, out);
        return out;
    }

    private static void positions(List<Frame.LanePosition> positions, ByteSink out) {
        out.u8(positions.size());
        positions.forEach(position -> out.u16(position.lane()).u64(position.number()));
    }

    private static int laneNumber(int lane) {
        return lane == Frame.CONTROL ? CONTROL_LANE : lane;
    }

    private static void name(String name, ByteSink out) {
        byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
        out.u8(utf8.length).bytes(utf8);
    }

    private static void sentence(String text, ByteSink out) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        out.u16(utf8.length).bytes(utf8);
    }

    private static void shortBytes(WireBytes bytes, ByteSink out) {
        out.u8(bytes.length()).bytes(bytes.array());
    }
}
