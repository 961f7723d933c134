package dev.parley.fuzz.make;

import dev.parley.wire.Frame;
import dev.parley.wire.SpawnPolicy;
import dev.parley.wire.WireBytes;
import dev.parley.wire.WireError;
import dev.parley.wire.WireNode;
import dev.parley.wire.WireRef;
import dev.parley.wire.WireSlot;
import dev.parley.wire.WireVersions;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Makes valid frames of every type, with fields at their edges.
 *
 * @param refs actors that frames speak of, some of the time
 * @param bodies messages that frames carry, some of the time
 */
record FrameMaker(List<WireRef> refs, List<Frame.Body> bodies) {
    private static final String[] TEXTS = {
        "", "a", "room", "ünï", "\uD83D\uDE80", "x".repeat(64), "y".repeat(255), "z".repeat(1_024), "\0", "\uFFFD"
    };
    private static final int NAME_BYTES = 255;

    Frame frame(RandomGenerator chance) {
        return switch (chance.nextInt(22)) {
            case 0 -> hello(chance);
            case 1 -> new Frame.Heartbeat(count(chance));
            case 2 -> new Frame.Bye(error(chance), text(chance));
            case 3 -> new Frame.Ack(count(chance));
            case 4 -> new Frame.Lane(lane(chance), count(chance), count(chance));
            case 5 -> new Frame.LaneAt(lane(chance), count(chance), count(chance));
            case 6 -> reply(chance);
            case 7 -> new Frame.Refusal(anyRef(chance), anyRef(chance), error(chance), text(chance));
            case 8 -> new Frame.Monitor(number(chance), ref(chance), ref(chance));
            case 9 -> new Frame.Unmonitor(number(chance), ref(chance), ref(chance));
            case 10 -> terminated(chance);
            case 11 -> spawn(chance);
            case 12 -> new Frame.Spawned(number(chance), ref(chance), ref(chance), chance.nextBoolean(), text(chance));
            case 13 -> new Frame.Stop(number(chance), ref(chance), ref(chance));
            case 14 -> new Frame.Waiting(ref(chance), slot(chance), chance.nextLong(), refs(chance));
            case 15 -> new Frame.Pause(number(chance), exact(ref(chance)), paths(chance));
            case 16 -> new Frame.Resume(number(chance), exact(ref(chance)), 1 + chance.nextInt(Frame.Resume.ALL));
            case 17 -> new Frame.Resumed(number(chance), ref(chance), positions(chance));
            case 18 -> new Frame.Schema(bytes(chance, 300));
            case 19 -> new Frame.After(positions(chance));
            default -> user(chance);
        };
    }

    private Frame hello(RandomGenerator chance) {
        int lowest = 1 + chance.nextInt(3);
        Frame.Hello hello = new Frame.Hello(
                new Frame.Hello.Offer(
                        new WireVersions(lowest, lowest + chance.nextInt(3)), chance.nextInt(8), Damage.edge(chance)),
                new Frame.Hello.Peer(name(chance), anyRef(chance).node(), name(chance)),
                new Frame.Hello.Session(
                        Damage.edge(chance) | 1, Damage.edge(chance), lane(chance) - 1, Damage.edge(chance)),
                new Frame.Hello.Challenge(bytes(chance, 64), bytes(chance, 64)),
                bytes(chance, 300));
        return chance.nextBoolean() ? hello : hello.on(Damage.edge(chance), 1 + chance.nextInt(2 * Frame.MAX_LANES));
    }

    private Frame terminated(RandomGenerator chance) {
        Frame.EndReason[] reasons = Frame.EndReason.values();
        return new Frame.Terminated(
                number(chance),
                ref(chance),
                ref(chance),
                new Frame.End(reasons[chance.nextInt(reasons.length)], text(chance)),
                positions(chance));
    }

    private Frame spawn(RandomGenerator chance) {
        WireRef child = ref(chance);
        SpawnPolicy.Strategy[] strategies = SpawnPolicy.Strategy.values();
        long least = count(chance) >>> 1;
        SpawnPolicy policy = new SpawnPolicy(
                strategies[chance.nextInt(strategies.length)],
                (int) count(chance) & Integer.MAX_VALUE,
                count(chance),
                least,
                least + (count(chance) >>> 1));
        Frame.Body args = body(chance);
        return new Frame.Spawn(
                number(chance), exact(child), ref(chance), new Frame.Recipe(args.type(), policy, args.payload()));
    }

    private static WireRef exact(WireRef actor) {
        return new WireRef(actor.node(), actor.path(), actor.incarnation() | 1);
    }

    private List<WireRef> refs(RandomGenerator chance) {
        return Stream.generate(() -> ref(chance))
                .limit(chance.nextInt(Frame.Waiting.MAX_BEFORE + 1))
                .toList();
    }

    private List<String> paths(RandomGenerator chance) {
        return Stream.generate(() -> ref(chance).path())
                .limit(chance.nextInt(Frame.Pause.MAX_NAMES + 1))
                .toList();
    }

    private List<Frame.LanePosition> positions(RandomGenerator chance) {
        return Stream.generate(() -> new Frame.LanePosition(lane(chance), count(chance)))
                .limit(chance.nextInt(Frame.MAX_LANES + 1))
                .toList();
    }

    private Frame user(RandomGenerator chance) {
        boolean asked = chance.nextBoolean();
        return new Frame.User(
                ref(chance),
                anyRef(chance),
                asked ? slot(chance) : WireSlot.NONE,
                chance.nextBoolean() ? 0 : count(chance),
                mostlyCbor(body(chance), chance));
    }

    private Frame reply(RandomGenerator chance) {
        Frame.Body answer = mostlyCbor(body(chance), chance);
        boolean failure = answer.codec() == Frame.CBOR && chance.nextBoolean();
        return new Frame.Reply(slot(chance), failure, answer.codec(), answer.payload());
    }

    private static Frame.Body mostlyCbor(Frame.Body body, RandomGenerator chance) {
        return chance.nextInt(8) > 0 ? body : new Frame.Body(body.type(), Frame.JSON, body.payload());
    }

    private Frame.Body body(RandomGenerator chance) {
        return chance.nextInt(3) > 0 && !bodies.isEmpty()
                ? bodies.get(chance.nextInt(bodies.size()))
                : new Frame.Body(name(chance), bytes(chance, 64));
    }

    private WireRef anyRef(RandomGenerator chance) {
        return chance.nextInt(3) == 0 ? WireRef.NONE : ref(chance);
    }

    private WireRef ref(RandomGenerator chance) {
        if (!refs.isEmpty() && chance.nextInt(4) > 0) {
            return refs.get(chance.nextInt(refs.size()));
        }
        return new WireRef(node(chance), "/user/n".repeat(1 + chance.nextInt(16)), Damage.edge(chance));
    }

    private static WireNode node(RandomGenerator chance) {
        return new WireNode("h" + chance.nextInt(4), 1 + chance.nextInt(0xFFFF), Damage.edge(chance));
    }

    private WireSlot slot(RandomGenerator chance) {
        return new WireSlot(
                ref(chance).node(), chance.nextBoolean() ? 0 : Damage.edge(chance), Damage.edge(chance) | 1);
    }

    private static long count(RandomGenerator chance) {
        return Damage.edge(chance) & Long.MAX_VALUE;
    }

    /** Mostly what comes next. */
    private static long number(RandomGenerator chance) {
        return chance.nextInt(4) == 0 ? Math.max(1, count(chance)) : 1 + chance.nextInt(3);
    }

    private static int lane(RandomGenerator chance) {
        return chance.nextBoolean() ? 0 : chance.nextInt(0xFFFF);
    }

    private static WireError error(RandomGenerator chance) {
        WireError[] errors = WireError.values();
        return errors[chance.nextInt(errors.length)];
    }

    private static String text(RandomGenerator chance) {
        return TEXTS[chance.nextInt(TEXTS.length)];
    }

    private static String name(RandomGenerator chance) {
        String text = text(chance);
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        boolean isName = bytes > 0 && bytes <= NAME_BYTES && text.chars().noneMatch(Character::isISOControl);
        return isName ? text : "parley";
    }

    private static WireBytes bytes(RandomGenerator chance, int most) {
        return WireBytes.of(Damage.noise(chance, chance.nextBoolean() ? 0 : chance.nextInt(most + 1)));
    }
}
