package dev.parley.cluster;

import dev.parley.Actor;
import dev.parley.ActorAddress;
import dev.parley.ActorContext;
import dev.parley.ActorRef;
import dev.parley.Done;
import dev.parley.NodeId;
import dev.parley.ReplyTo;
import dev.parley.Request;
import dev.parley.Terminated;
import dev.parley.cluster.Placement.Effect;
import dev.parley.cluster.Placement.Whereabouts;
import dev.parley.remote.Node;
import dev.parley.spi.Entropy;
import dev.parley.spi.NodeClock;
import dev.parley.spi.SystemAccess;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One node's part of a {@link Singleton}: hands what it hears to the {@link Placement} and does what that decides. If
 * it fails it starts over knowing nothing, as a node does that has crashed.
 *
 * @param <M> the protocol of the hosted actor
 */
final class SingletonDriver<M> implements Actor<SingletonDriver.Msg<M>> {
    /** Ticks in one failure time-out: how late a deadline may be noticed is a twentieth of it. */
    private static final int TICKS = 20;

    private final Node node;
    private final Peers peers;
    private final Hosting<M> hosting;
    private final NodeClock clock;
    private final Terms terms;
    private final Acquaintance acquaintance;
    private final Placement placement;
    private final Set<Integer> warned = new HashSet<>();
    private final List<ActorRef<PeerLetter>> others = new ArrayList<>();
    private final Subscribers<M> subscribers;
    private final List<ReplyTo<Done>> waitingForEnd = new ArrayList<>();
    private Whereabouts whereabouts = new Whereabouts.NoQuorum();
    private Located<M> located = new Located.NoQuorum<>();
    private @Nullable Hosted<M> hosted;

    /** What it handles; {@link PeerLetter}s come through an adapter, the rest never leaves the node. */
    sealed interface Msg<M> {}

    record FromPeer<M>(PeerLetter letter) implements Msg<M> {}

    record Tick<M>() implements Msg<M> {}

    record Subscribe<M>(ActorRef<?> who, Consumer<Located<M>> way) implements Msg<M> {}

    record Unsubscribe<M>(ActorRef<?> who) implements Msg<M> {}

    record Ended<M>(Ballot ballot, Terminated how) implements Msg<M> {}

    record Leave<M>() implements Msg<M>, Request<Msg<M>, Done> {}

    /** The actor that this node hosts, or is stopping. */
    private record Hosted<M>(Ballot ballot, ActorRef<M> ref, Fence fence) {}

    SingletonDriver(Node node, Peers peers, Hosting<M> hosting, Subscribers<M> subscribers) {
        this.node = node;
        this.peers = peers;
        this.hosting = hosting;
        this.subscribers = subscribers;
        var environment = ((SystemAccess) node.system()).environment();
        this.clock = environment.clock();
        long floor = Epochs.floor(clock.wall()); // read first, so that it is never younger than the start
        this.terms = Terms.of(peers, NodeClock.nanos(hosting.failureTimeout()));
        this.acquaintance = new Acquaintance(peers, terms, () -> secret(environment.entropy()));
        this.placement = new Placement(
                peers,
                node.name(),
                Epochs.atStart(terms.timeoutNanos(), clock.nanoTime(), floor),
                environment.entropy().stream("singleton " + hosting.name()));
    }

    private static long secret(Entropy entropy) {
        byte[] bytes = new byte[Long.BYTES];
        entropy.secure(bytes);
        return ByteBuffer.wrap(bytes).getLong();
    }

    @Override
    public void onStart(ActorContext<Msg<M>> ctx) {
        for (NodeId peer : peers.nodes()) {
            others.add(node.at(new ActorAddress(peer, "/user/" + hosting.name(), 0), PeerLetter.class));
        }
        node.export(hosting.name(), PeerLetter.class, ctx.adapter(PeerLetter.class, FromPeer::new));
        ctx.every(hosting.failureTimeout().dividedBy(TICKS), new Tick<>());
        subscribers.tellAll(located, ctx.log()); // of an earlier instance, which may have told them more
    }

    @Override
    public void onMessage(Msg<M> message, ActorContext<Msg<M>> ctx) {
        switch (message) {
            case FromPeer<M>(PeerLetter letter) -> read(letter, ctx);
            case Tick<M>() -> carryOut(placement.tick(clock.nanoTime()), ctx);
            case Subscribe<M>(ActorRef<?> who, Consumer<Located<M>> way) -> subscribe(who, way, ctx);
            case Unsubscribe<M>(ActorRef<?> who) -> subscribers.remove(who);
            case Ended<M>(Ballot ballot, Terminated how) -> ended(ballot, how, ctx);
            case Leave<M> leave -> leave(ctx.replyTo(leave), ctx);
        }
        publish(ctx);
    }

    /** An actor of its own may watch so many others only; of subscribers there are as many as come. */
    private void subscribe(ActorRef<?> who, Consumer<Located<M>> way, ActorContext<Msg<M>> ctx) {
        if (subscribers.add(who, way)) {
            ActorRef<Msg<M>> self = ctx.self();
            node.system().watch(who, _ -> self.offer(new Unsubscribe<>(who)));
        }
        subscribers.tell(who, located, ctx.log());
    }

    private void read(PeerLetter letter, ActorContext<Msg<M>> ctx) {
        switch (acquaintance.read(letter)) {
            case Acquaintance.Reading.Heard(int from, PeerMessage message) ->
                carryOut(placement.on(from, message, clock.nanoTime()), ctx);
            case Acquaintance.Reading.Answer(int to, PeerLetter answer) ->
                others.get(to).tell(answer);
            case Acquaintance.Reading.Differs(int from, Terms theirs) -> {
                placement.met(theirs.timeoutNanos());
                warnOnce(
                        ctx,
                        "goes by other terms (" + theirs + ") than this node (" + terms
                                + "), and neither counts for the other: start all nodes with the same",
                        from);
            }
            case Acquaintance.Reading.Unlisted() ->
                warnOnce(
                        ctx,
                        "somebody speaks for a node that is not in the list of peers " + terms.peers()
                                + ": give all nodes the same list",
                        peers.self());
            case Acquaintance.Reading.Nothing() -> {}
        }
    }

    /** Each peer once, as it goes on saying the same. */
    private void warnOnce(ActorContext<Msg<M>> ctx, String what, int peer) {
        if (warned.add(peer)) {
            String who = peer == peers.self() ? "" : peers.nodes().get(peer).hostAndPort() + " ";
            ctx.log().log(System.Logger.Level.WARNING, "singleton " + hosting.name() + ": " + who + what);
        }
    }

    private void leave(ReplyTo<Done> whenDone, ActorContext<Msg<M>> ctx) {
        carryOut(placement.leave(clock.nanoTime()), ctx);
        waitingForEnd.add(whenDone);
        answerIfNothingRuns();
    }

    private void carryOut(List<Effect> effects, ActorContext<Msg<M>> ctx) {
        for (Effect effect : effects) {
            switch (effect) {
                case Effect.Send(int peer, PeerMessage message) ->
                    others.get(peer).tell(acquaintance.letter(peer, message));
                case Effect.Start(Ballot ballot) -> start(ballot, ctx);
                case Effect.Stop(Ballot ballot) -> stop(ballot, ctx);
                case Effect.Disbelieve(int peer, long epoch) ->
                    warnOnce(
                            ctx,
                            "speaks of epoch " + epoch + ", a hundred years ahead of this node's clock, and is not"
                                    + " heard: set the clocks of both right and start the wrong one again",
                            peer);
            }
        }
        if (hosted != null) {
            hosted.fence.move(placement.remainingNanos(hosted.ballot, clock.nanoTime()));
        }
    }

    private void start(Ballot ballot, ActorContext<Msg<M>> ctx) {
        ctx.log().log(System.Logger.Level.INFO, "hosts {0} in epoch {1}", hosting.name(), number(ballot));
        Fence fence = new Fence(clock, placement.remainingNanos(ballot, clock.nanoTime()));
        Life<M> life = new Life<>(hosting, ballot.epoch());
        ActorRef<M> ref = ctx.spawn("epoch-" + ballot.epoch(), () -> new Fenced<M>(life.get(), fence));
        ctx.watch(ref, how -> new Ended<>(ballot, how));
        hosted = new Hosted<>(ballot, ref, fence);
        node.export(hosting.hostedName(), hosting.protocol(), ref);
        carryOut(placement.hosting(ballot, ref.address(), clock.nanoTime()), ctx);
    }

    private void stop(Ballot ballot, ActorContext<Msg<M>> ctx) {
        if (hosted != null && hosted.ballot.equals(ballot)) {
            ctx.log().log(System.Logger.Level.INFO, "stops hosting {0} in epoch {1}", hosting.name(), number(ballot));
            ctx.stop(hosted.ref);
        }
    }

    private void ended(Ballot ballot, Terminated how, ActorContext<Msg<M>> ctx) {
        ctx.log().log(
                System.Logger.Level.INFO,
                "{0} of epoch {1} has ended: {2}",
                hosting.name(),
                number(ballot),
                how.reason().sentence());
        if (hosted != null && hosted.ballot.equals(ballot)) {
            hosted = null;
        }
        carryOut(placement.ended(ballot, clock.nanoTime()), ctx);
        answerIfNothingRuns();
    }

    /** Without the commas that a log puts into numbers. */
    private static String number(Ballot ballot) {
        return Long.toString(ballot.epoch());
    }

    private void answerIfNothingRuns() {
        if (hosted == null) {
            waitingForEnd.forEach(waiting -> waiting.reply(Done.DONE));
            waitingForEnd.clear();
        }
    }

    private void publish(ActorContext<Msg<M>> ctx) {
        Whereabouts now = placement.whereabouts(clock.nanoTime());
        if (!now.equals(whereabouts)) {
            whereabouts = now;
            located = located(now);
            subscribers.tellAll(located, ctx.log());
        }
    }

    private Located<M> located(Whereabouts now) {
        return switch (now) {
            case Whereabouts.NoQuorum() -> new Located.NoQuorum<>();
            case Whereabouts.Moving() -> new Located.Moving<>();
            case Whereabouts.On(Placement.Host host) ->
                new Located.On<>(
                        node.at(host.actor(), hosting.protocol()),
                        host.epoch(),
                        host.actor().node(),
                        host.name());
        };
    }
}
