package dev.parley.remote.link;

import dev.parley.ActorAddress;
import dev.parley.DropReason;
import dev.parley.Failure;
import dev.parley.Kind;
import dev.parley.Request;
import dev.parley.Result;
import dev.parley.Terminated;
import dev.parley.remote.LinkConfig;
import dev.parley.remote.limit.TokenBucket;
import dev.parley.remote.payload.Schemas;
import dev.parley.remote.translation.Addresses;
import dev.parley.remote.translation.Ends;
import dev.parley.spi.MessageRef;
import dev.parley.spi.RemoteChild;
import dev.parley.spi.ReplySlot;
import dev.parley.spi.RequestTypes;
import dev.parley.wire.Frame;
import dev.parley.wire.WireException;
import dev.parley.wire.WireRef;
import java.lang.reflect.Type;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Serves the frames of a peer that has shaken hands: decodes and resolves messages, and carries out system messages.
 *
 * <p>Threading: the loop.
 *
 * <p>Limits: {@value #MAX_WATCHES} open watches and {@value #MAX_CHILDREN} hosted children per peer, which begin at the
 * rates of {@code LinkConfig.Rates}. A peer that is given up and comes again does not get new ones.
 *
 * <p>Failure: a message that cannot be served is a dead letter here, or a failed answer for its asker.
 */
final class Inbound {
    private static final int MAX_WATCHES = 1_000_000;
    private static final int MAX_CHILDREN = 10_000;
    static final long MAX_DEADLINE_MILLIS = 24L * 60 * 60 * 1_000;
    private static final String SPAWNED = "/spawned/";

    /** Between two looks at late watches, so that one look finds room for many. */
    private static final long LATE_WATCHES_NANOS = 1_000_000;

    private final LinkedNode node;
    private final Link link;
    private final Outbound outbound;
    private final Brake brake;
    private final Targets targets;
    private final LinkConfig.Rates rates;
    private final TokenBucket spawns;
    private final TokenBucket watches;
    private final WakeUp lateWatches;

    Inbound(LinkedNode node, Link link, Outbound outbound) {
        this.node = node;
        this.link = link;
        this.outbound = outbound;
        this.brake = new Brake(node, link, outbound);
        this.targets = new Targets(node.exposures(), node.messages());
        this.rates = node.config().links().rates();
        this.spawns = new TokenBucket(rates.spawns(), node.nanoTime());
        this.watches = new TokenBucket(rates.watches(), node.nanoTime());
        this.lateWatches = new WakeUp(node, () -> beginLate(link.session()));
    }

    // ---- messages

    void user(Frame.User user) {
        WireRef named = user.destination();
        Targets.@Nullable Target target = targets.known(named);
        if (target == null && !node.isHere(named)) {
            relay(user, Addresses.address(named));
            return;
        }
        if (target == null) {
            target = targets.find(named);
        }
        if (target == null) {
            refuse(user, user.body().type(), DropReason.NO_SUCH_ACTOR);
        } else {
            deliver(user, target);
        }
    }

    private void relay(Frame.User user, ActorAddress target) {
        @Nullable Link onward = node.links().relay(link, target);
        @Nullable
        DropReason reason = onward == null
                ? DropReason.NO_SUCH_ACTOR
                : relay(user.kept(), user.body().codec(), onward);
        if (reason != null) {
            refuse(user, user.body().type(), reason);
        }
    }

    /** Hands a frame on as it came: a guest reads CBOR, and this node does not know the types to write it. */
    private @Nullable DropReason relay(Frame frame, int codec, Link onward) {
        return codec == Frame.CBOR ? onward.offer(new Outgoing.Relay(frame, link.guest())) : DropReason.NOT_DECODABLE;
    }

    private void deliver(Frame.User user, Targets.Target target) {
        Object message;
        try {
            requireAgreement(() -> List.of(user.body().type()));
            message = target.codec().decode(user.body());
        } catch (WireException unfit) {
            link.complain(() ->
                    user.body().type() + " from " + link + " for " + user.destination() + ": " + unfit.getMessage());
            refuse(user, user.body().type(), reason(unfit));
            return;
        }
        if (!user.slot().isNone() && !(message instanceof Request<?, ?>)) {
            refuse(user, message, DropReason.WRONG_PROTOCOL); // nothing would ever answer it
            return;
        }
        @Nullable ReplySlot slot = slot(user, message);
        int bytes = user.body().payload().length();
        @Nullable DropReason reason = target.ref().deliverFromAfar(message, slot, bytes);
        brake.delivered(target.ref(), link.session());
        if (reason == null) {
            return;
        }
        if (slot == null) {
            node.system().refused(message, Addresses.address(user.destination()), reason);
            link.errors().about(user, reason);
        } else {
            node.system().countRefused(reason);
            slot.complete(new Result.Err<>(target.ref().refusal(reason)));
        }
    }

    /** What a payload's error means for its message. */
    private static DropReason reason(WireException unfit) {
        return switch (unfit.error()) {
            case WRONG_PROTOCOL, UNKNOWN_TYPE -> DropReason.WRONG_PROTOCOL;
            case PAYLOAD_TOO_LARGE, OVER_BUDGET, TOO_DEEP -> DropReason.TOO_LARGE;
            default -> DropReason.NOT_DECODABLE;
        };
    }

    /** The peer's lock and ours agree on what is made of these types. */
    private void requireAgreement(Supplier<List<String>> types) throws WireException {
        Schemas.require(link.session().conflicts(), types);
    }

    private @Nullable ReplySlot slot(Frame.User user, Object message) {
        if (user.slot().isNone()) {
            return null;
        }
        Type reply = RequestTypes.of(message.getClass()).reply();
        long deadlineNanos = user.deadlineMillis() == 0
                ? ReplySlot.NO_DEADLINE
                : node.nanoTime() + Math.min(user.deadlineMillis(), MAX_DEADLINE_MILLIS) * 1_000_000;
        AskedHere asked = link.session().asked;
        PeerSlot slot = new PeerSlot(node, asked, user, reply, deadlineNanos);
        asked.add(user.slot(), slot, node.nanoTime());
        return slot;
    }

    private void refuse(Frame.User user, Object message, DropReason reason) {
        if (user.slot().isNone()) {
            node.system().refused(message, Addresses.address(user.destination()), reason);
            return;
        }
        node.system().countRefused(reason);
        // an incarnation that is not here any more has ended; a name that nobody has may be exported later
        boolean ended = reason == DropReason.NO_SUCH_ACTOR && user.destination().incarnation() != 0;
        Failure failure = ended ? new Failure.TargetDown(new Terminated.Stopped()) : new Failure.Refused(reason);
        node.links().answer(Outgoing.Answer.failed(user.slot(), failure));
    }

    void reply(Frame.Reply reply) {
        if (node.isOwn(reply.slot())) {
            if (!node.slots().answer(reply, link)) {
                node.system().countRefused(DropReason.ALREADY_ANSWERED);
            }
            return;
        }
        @Nullable Link onward = node.links().relay(link, reply.slot());
        if (onward == null) {
            node.system().countRefused(DropReason.LINK_LOST);
            return;
        }
        onward.relayed().answered(reply.slot());
        @Nullable DropReason reason = relay(reply.kept(), reply.codec(), onward);
        if (reason != null) {
            node.system().countRefused(reason);
            onward.answer(Outgoing.Answer.failed(reply.slot(), new Failure.Refused(reason)));
        }
    }

    // ---- system messages

    void system(Frame.Numbered frame, LinkSession session) {
        switch (frame) {
            case Frame.Monitor monitor -> monitor(monitor, session);
            case Frame.Unmonitor unmonitor -> unmonitor(unmonitor, session);
            case Frame.Terminated news -> terminated(news, session);
            case Frame.Spawn spawn -> spawn(spawn, session);
            case Frame.Spawned spawned -> outbound.spawned(spawned, session);
            case Frame.Pause pause -> outbound.valve().pause(pause, session);
            case Frame.Resume resume -> outbound.valve().resume(resume, session);
            case Frame.Resumed answer -> brake.answered(answer, session);
            case Frame.Stop stop -> {
                HostedChild child = session.hosted.get(Addresses.address(stop.target()));
                if (child != null) {
                    child.child().stop();
                }
            }
        }
    }

    private void monitor(Frame.Monitor monitor, LinkSession session) {
        IncomingWatch watch = new IncomingWatch(link, session, monitor.target(), monitor.watcher());
        if (session.incoming.size() + session.late.size() >= MAX_WATCHES) {
            String why = "the limit of " + MAX_WATCHES + " watches per peer is reached";
            endAtOnce(watch, new Terminated.Crashed(why));
        } else if (session.late.isEmpty() && watches.take(node.nanoTime())) {
            begin(watch);
        } else {
            session.late.add(watch);
            wakeForLate();
        }
    }

    private void unmonitor(Frame.Unmonitor unmonitor, LinkSession session) {
        IncomingWatch watch = new IncomingWatch(link, session, unmonitor.target(), unmonitor.watcher());
        session.late.remove(watch);
        MessageRef<?> target = session.incoming.remove(watch);
        if (target != null) {
            target.unwatch(watch);
        }
    }

    private void begin(IncomingWatch watch) {
        @Nullable MessageRef<?> target = target(watch.target());
        if (target == null) {
            endAtOnce(watch, new Terminated.Stopped());
        } else if (watch.session().incoming.putIfAbsent(watch, target) == null) {
            target.watch(watch);
        }
    }

    private void endAtOnce(IncomingWatch watch, Terminated.Reason reason) {
        watch.session().incoming.put(watch, new HomeRef<>(node, Addresses.address(watch.target())));
        long ended = watch.target().incarnation();
        link.post(Outgoing.Ended.of(watch, reason, ended)); // behind its last words, which may still wait to leave
    }

    /** Begins the watches that came faster than their rate, in their order. */
    private void beginLate(LinkSession session) {
        Iterator<IncomingWatch> inOrder = session.late.iterator();
        while (inOrder.hasNext() && watches.take(node.nanoTime())) {
            IncomingWatch watch = inOrder.next();
            inOrder.remove();
            begin(watch);
        }
        if (!session.late.isEmpty()) {
            wakeForLate();
        }
    }

    private void wakeForLate() {
        long now = node.nanoTime();
        lateWatches.at(now + Math.max(LATE_WATCHES_NANOS, watches.waitNanos(now)));
    }

    /** An actor of this node, or one that is reached through it. */
    private @Nullable MessageRef<?> target(WireRef ref) {
        ActorAddress address = Addresses.address(ref);
        if (!node.isHere(address)) {
            return node.links().relay(link, address) == null
                    ? null
                    : (MessageRef<?>) node.resolve(address, Object.class);
        }
        return node.exposures()
                .find(address.path(), address.incarnation())
                .map(Exposures.Exposed::ref)
                .orElse(null);
    }

    private void terminated(Frame.Terminated news, LinkSession session) {
        if (session.watches.contains(Addresses.address(news.target()), Addresses.address(news.watcher()))) {
            session.hold(news);
            release(session, false);
        }
    }

    /** Hands on the ends of actors whose messages have all arrived, or are known to be lost. */
    void release(LinkSession session, boolean all) {
        for (Frame.Terminated news : session.release(all)) {
            ActorAddress target = Addresses.address(news.target());
            outbound.ended(target, session);
            session.watches.ended(news.target(), news.watcher(), Ends.reason(news.end(), target.node()));
        }
    }

    private void spawn(Frame.Spawn spawn, LinkSession session) {
        String failure = spawnFailure(spawn, session);
        outbound.system(
                session,
                number -> new Frame.Spawned(number, spawn.child(), spawn.parent(), failure.isEmpty(), failure));
    }

    /** Spawns; gives why not, or the empty text. */
    private String spawnFailure(Frame.Spawn spawn, LinkSession session) {
        if (!spawns.take(node.nanoTime())) {
            return "this node spawns for one peer at most " + rates.spawns() + ": spawn more slowly, or raise"
                    + " LinkConfig.Rates.spawns there";
        }
        ActorAddress child = Addresses.address(spawn.child());
        Kind<?, ?> kind = node.kind(spawn.recipe().kind());
        if (!node.isHere(child) || !isPlaceOfChild(child.path())) {
            return "this node hosts " + SPAWNED + "<id>/<name> of its own only, not " + child;
        }
        if (kind == null) {
            return "no kind '" + spawn.recipe().kind() + "' here: this node knows " + node.kindNames();
        }
        if (session.hosted.size() >= MAX_CHILDREN) {
            return "this node hosts " + MAX_CHILDREN + " children of that peer already";
        }
        try {
            host(spawn, kind, session);
            return "";
        } catch (WireException | RuntimeException unfit) {
            return String.valueOf(unfit.getMessage());
        }
    }

    private static boolean isPlaceOfChild(String path) {
        int id = SPAWNED.length();
        int slash = path.indexOf('/', id);
        return path.startsWith(SPAWNED) && slash > id && path.indexOf('/', slash + 1) < 0;
    }

    private void host(Frame.Spawn spawn, Kind<?, ?> kind, LinkSession session) throws WireException {
        ActorAddress address = Addresses.address(spawn.child());
        MessageRef<?> child = node.system().spawn(child(kind, spawn, address));
        node.exposures().add(child, kind.protocol());
        MessageRef<?> parent = (MessageRef<?>) node.resolve(Addresses.address(spawn.parent()), Object.class);
        HostedChild hosted = new HostedChild(child, parent, () -> node.onLoop(() -> session.hosted.remove(address)));
        session.hosted.put(address, hosted);
        hosted.bind();
    }

    private <A extends Record> RemoteChild<?> child(Kind<?, A> kind, Frame.Spawn spawn, ActorAddress address)
            throws WireException {
        requireAgreement(() -> node.messages().namesIn(kind.arguments()));
        A arguments = kind.arguments()
                .cast(node.messages().decodeArguments(kind, spawn.recipe().args()));
        return remoteChild(kind, arguments, address, spawn);
    }

    private static <M, A extends Record> RemoteChild<M> remoteChild(
            Kind<M, A> kind, A arguments, ActorAddress address, Frame.Spawn spawn) {
        return new RemoteChild<>(
                address.path().substring(SPAWNED.length()),
                address.incarnation(),
                () -> kind.factory().apply(arguments),
                Ends.strategy(spawn.recipe().policy()).withRules(kind.rules()));
    }
}
