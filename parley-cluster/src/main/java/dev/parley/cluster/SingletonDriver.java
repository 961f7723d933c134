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
import dev.parley.spi.NodeClock;
import dev.parley.spi.SystemAccess;
import java.util.ArrayList;
import java.util.List;
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
    private final Placement placement;
    private final List<ActorRef<PeerMessage>> others = new ArrayList<>();
    private final Subscribers<M> subscribers;
    private final List<ReplyTo<Done>> waitingForEnd = new ArrayList<>();
    private Whereabouts whereabouts = new Whereabouts.NoQuorum();
    private Located<M> located = new Located.NoQuorum<>();
    private @Nullable Hosted<M> hosted;

    /** What it handles; {@link PeerMessage}s come through an adapter, the rest never leaves the node. */
    sealed interface Msg<M> {}

    record FromPeer<M>(PeerMessage message) implements Msg<M> {}

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
        this.placement = new Placement(
                peers,
                node.name(),
                Epochs.atStart(NodeClock.nanos(hosting.failureTimeout()), clock.nanoTime(), floor),
                environment.entropy().stream("singleton " + hosting.name()));
    }

    @Override
    public void onStart(ActorContext<Msg<M>> ctx) {
        for (NodeId peer : peers.nodes()) {
            others.add(node.at(new ActorAddress(peer, "/user/" + hosting.name(), 0), PeerMessage.class));
        }
        node.export(hosting.name(), PeerMessage.class, ctx.adapter(PeerMessage.class, FromPeer::new));
        ctx.every(hosting.failureTimeout().dividedBy(TICKS), new Tick<>());
        subscribers.tellAll(located, ctx.log()); // of an earlier instance, which may have told them more
    }

    @Override
    public void onMessage(Msg<M> message, ActorContext<Msg<M>> ctx) {
        switch (message) {
            case FromPeer<M>(PeerMessage said) -> carryOut(placement.on(said, clock.nanoTime()), ctx);
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

    private void leave(ReplyTo<Done> whenDone, ActorContext<Msg<M>> ctx) {
        carryOut(placement.leave(clock.nanoTime()), ctx);
        waitingForEnd.add(whenDone);
        answerIfNothingRuns();
    }

    private void carryOut(List<Effect> effects, ActorContext<Msg<M>> ctx) {
        for (Effect effect : effects) {
            switch (effect) {
                case Effect.Send(int peer, PeerMessage message) ->
                    others.get(peer).tell(message);
                case Effect.Start(Ballot ballot) -> start(ballot, ctx);
                case Effect.Stop(Ballot ballot) -> stop(ballot, ctx);
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
