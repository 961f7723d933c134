package dev.parley.cluster;

import dev.parley.ActorAddress;
import dev.parley.cluster.PeerMessage.Beat;
import dev.parley.cluster.PeerMessage.Claim;
import dev.parley.cluster.PeerMessage.Denied;
import dev.parley.cluster.PeerMessage.Granted;
import dev.parley.cluster.PeerMessage.Heard;
import dev.parley.cluster.PeerMessage.Here;
import dev.parley.cluster.PeerMessage.Resigned;
import dev.parley.cluster.PeerMessage.Superseded;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Everything that one node decides about one singleton: whom it sees, whom it votes for, when it claims, how long it
 * hosts. Deterministic: time and chance come in as arguments, what is to be done goes out as {@link Effect}s. Each
 * input first ends a lease that is over, so a process that stood still notices when it wakes.
 *
 * <p>The candidate is the first node of the list that this one sees and that says it could host. It wins with the
 * votes of a majority, its own being the last, so that a claim without a chance spends no vote.
 *
 * <p>Threading: confined to the {@link SingletonDriver}. Limits: a few longs for each peer.
 */
final class Placement {
    /** Beats in one failure time-out. */
    static final int BEATS = 5;

    private final Peers peers;
    private final String name;
    private final long timeoutNanos;
    private final RandomGenerator random;
    private final Sight sight;
    private final List<Effect> effects = new ArrayList<>();

    private Epochs epochs;
    private Candidacy candidacy;
    private @Nullable Lease lease;
    private @Nullable Host host;
    private long hostHeardNanos;
    private long nextBeatNanos;
    private boolean leaving;

    /** Where the singleton is hosted, as far as this node has heard. */
    record Host(int node, Ballot ballot, String name, ActorAddress actor) {
        long epoch() {
            return ballot.epoch();
        }
    }

    /** What the driver is to do. */
    sealed interface Effect {
        /** Send to a peer. */
        record Send(int peer, PeerMessage message) implements Effect {}

        /** Start the actor, then call {@link #hosting}. */
        record Start(Ballot ballot) implements Effect {}

        /** Stop the actor. */
        record Stop(Ballot ballot) implements Effect {}

        /** Say that a peer spoke of an epoch that no clock can have given, and was not heard. */
        record Disbelieve(int peer, long epoch) implements Effect {}
    }

    /** Where the singleton is for those who use it on this node. */
    sealed interface Whereabouts {
        record On(Host host) implements Whereabouts {}

        record Moving() implements Whereabouts {}

        record NoQuorum() implements Whereabouts {}
    }

    /** The node of that name starts, and knows that. */
    Placement(Peers peers, String name, Epochs epochs, RandomGenerator random) {
        this.peers = peers;
        this.name = name;
        this.timeoutNanos = epochs.timeoutNanos();
        this.random = random;
        this.sight = new Sight(peers, timeoutNanos);
        this.epochs = epochs;
        this.candidacy = new Candidacy.Waiting(epochs.startedNanos());
        this.nextBeatNanos = epochs.startedNanos();
    }

    /** Time has passed. */
    List<Effect> tick(long nowNanos) {
        checkLease(nowNanos);
        if (nowNanos - nextBeatNanos >= 0) {
            nextBeatNanos = nowNanos + timeoutNanos / BEATS;
            showLife(nowNanos);
        }
        switch (candidacy) {
            case Candidacy.Claiming claiming when isOver(claiming, nowNanos) -> abandon(claiming, nowNanos);
            case Candidacy.Waiting waiting when waiting.isOver(nowNanos) && mayClaim(nowNanos) -> claim(nowNanos);
            case Candidacy.Claiming _, Candidacy.Waiting _ -> {}
        }
        return taken();
    }

    /** A peer has spoken. */
    List<Effect> on(int from, PeerMessage message, long nowNanos) {
        checkLease(nowNanos);
        if (epochs.isCredible(message.epoch(), nowNanos)) {
            sight.heard(from, nowNanos);
            receive(from, message, nowNanos);
        } else {
            effects.add(new Effect.Disbelieve(from, message.epoch()));
        }
        return taken();
    }

    /** There is a peer with another failure time-out. */
    void met(long othersTimeoutNanos) {
        epochs = epochs.met(othersTimeoutNanos);
    }

    private void receive(int from, PeerMessage message, long nowNanos) {
        switch (message) {
            case Here(boolean able) -> sight.able(from, able);
            case Claim(Ballot ballot) -> vote(from, ballot, nowNanos);
            case Granted(Ballot ballot) -> granted(from, ballot, nowNanos);
            case Denied denied -> denied(from, denied, nowNanos);
            case Beat beat -> beat(from, beat, nowNanos);
            case Heard(Ballot ballot, long sentNanos) -> {
                boolean wasSent = nowNanos - sentNanos >= 0;
                if (wasSent && lease != null && lease.ballot().equals(ballot)) {
                    lease = lease.acknowledged(from, sentNanos);
                }
            }
            case Superseded(long by) -> supersede(by, nowNanos);
            case Resigned(Ballot ballot) -> {
                epochs = epochs.resigned(ballot);
                forget(ballot);
            }
        }
    }

    /** The actor of this ballot runs. */
    List<Effect> hosting(Ballot ballot, ActorAddress actor, long nowNanos) {
        checkLease(nowNanos);
        if (isHosting(ballot)) {
            host = new Host(peers.self(), ballot, name, actor);
            hostHeardNanos = nowNanos;
            nextBeatNanos = nowNanos + timeoutNanos / BEATS;
            showLife(nowNanos);
        }
        return taken();
    }

    /** The actor of this ballot has ended, or was never started: whoever may is to host it anew. */
    List<Effect> ended(Ballot ballot, long nowNanos) {
        if (isHosting(ballot)) {
            lease = null;
            pause(nowNanos);
            forget(ballot);
        }
        epochs = epochs.resigned(ballot);
        toAll(new Resigned(ballot));
        return taken();
    }

    /** From now on this node hosts nothing; the actor that runs is stopped, and {@link #ended} is awaited. */
    List<Effect> leave(long nowNanos) {
        leaving = true;
        checkLease(nowNanos);
        if (candidacy instanceof Candidacy.Claiming claiming) {
            abandon(claiming, nowNanos); // it would win with a vote that is under way
        }
        if (lease != null) {
            effects.add(new Effect.Stop(lease.ballot()));
        }
        toAll(new Here(false));
        return taken();
    }

    /** Where the singleton is. */
    Whereabouts whereabouts(long nowNanos) {
        if (!sight.seesMajority(nowNanos)) {
            return new Whereabouts.NoQuorum();
        }
        Host known = host;
        return known == null || nowNanos - hostHeardNanos >= timeoutNanos
                ? new Whereabouts.Moving()
                : new Whereabouts.On(known);
    }

    /** How long the actor of that ballot may go on without another word from here; zero or less is not at all. */
    long remainingNanos(Ballot ballot, long nowNanos) {
        Lease held = lease;
        return held == null || !held.ballot().equals(ballot) ? 0 : held.remainingNanos(nowNanos);
    }

    // ---- hosting

    private void checkLease(long nowNanos) {
        if (lease != null && !lease.holds(nowNanos)) {
            drop(nowNanos);
        }
    }

    private void drop(long nowNanos) {
        if (lease != null) {
            effects.add(new Effect.Stop(lease.ballot()));
            forget(lease.ballot());
            lease = null;
            pause(nowNanos);
        }
    }

    private void showLife(long nowNanos) {
        if (lease != null && host != null && isHosting(host.ballot())) {
            hear(peers.self(), host, nowNanos, nowNanos);
            toAll(new Beat(host.ballot(), nowNanos, name, host.actor()));
        } else {
            toAll(new Here(!leaving && sight.seesMajority(nowNanos)));
        }
    }

    private boolean isHosting(Ballot ballot) {
        return lease != null && lease.ballot().equals(ballot);
    }

    // ---- hearing a host

    private void beat(int from, Beat beat, long nowNanos) {
        sight.able(from, true);
        hear(from, new Host(from, beat.ballot(), beat.name(), beat.actor()), beat.sentNanos(), nowNanos);
    }

    private void hear(int from, Host heard, long sentNanos, long nowNanos) {
        switch (epochs.heard(heard.ballot(), from, nowNanos)) {
            case Epochs.Hearing.Supported(Epochs next) -> {
                note(next, heard, nowNanos);
                acknowledge(from, heard.ballot(), sentNanos);
            }
            case Epochs.Hearing.Noted(Epochs next) -> note(next, heard, nowNanos);
            case Epochs.Hearing.Superseded(long by) -> send(from, new Superseded(by));
        }
    }

    private void note(Epochs next, Host heard, long nowNanos) {
        epochs = next;
        host = heard;
        hostHeardNanos = nowNanos;
        supersede(heard.epoch(), nowNanos);
    }

    private void acknowledge(int to, Ballot ballot, long sentNanos) {
        if (to != peers.self()) {
            send(to, new Heard(ballot, sentNanos));
        } else if (lease != null) {
            lease = lease.acknowledged(to, sentNanos);
        }
    }

    private void supersede(long by, long nowNanos) {
        if (lease != null && lease.ballot().epoch() < by) {
            drop(nowNanos);
        }
        if (candidacy instanceof Candidacy.Claiming claiming
                && claiming.ballot().epoch() < by) {
            abandon(claiming, nowNanos);
        }
    }

    private void forget(Ballot ballot) {
        if (host != null && host.ballot().equals(ballot)) {
            host = null;
        }
    }

    // ---- voting and claiming

    private void vote(int candidate, Ballot ballot, long nowNanos) {
        switch (epochs.claim(ballot, candidate, nowNanos)) {
            case Epochs.Answer.Granted(Epochs next) -> {
                epochs = next;
                send(candidate, new Granted(ballot));
            }
            case Epochs.Answer.Denied(long known, long waitNanos) ->
                send(candidate, new Denied(ballot, known, waitNanos));
        }
    }

    private boolean mayClaim(long nowNanos) {
        return !leaving
                && lease == null
                && sight.seesMajority(nowNanos)
                && sight.isFirstAble(nowNanos)
                && whereabouts(nowNanos) instanceof Whereabouts.Moving
                && epochs.waitNanos(peers.self(), nowNanos) == 0;
    }

    private void claim(long nowNanos) {
        long epoch = peers.nextEpoch(Math.max(epochs.promised(), sight.highestEpoch()));
        Ballot ballot = new Ballot(epoch, random.nextLong());
        candidacy = Candidacy.Claiming.of(ballot, nowNanos);
        toAll(new Claim(ballot));
        decide(nowNanos);
    }

    private void granted(int from, Ballot ballot, long nowNanos) {
        if (candidacy instanceof Candidacy.Claiming claiming
                && claiming.ballot().equals(ballot)) {
            candidacy = claiming.grantedBy(from);
            decide(nowNanos);
        }
    }

    private void denied(int from, Denied denied, long nowNanos) {
        sight.knows(denied.known());
        if (candidacy instanceof Candidacy.Claiming claiming
                && claiming.ballot().equals(denied.ballot())) {
            candidacy = claiming.deniedBy(from, Math.clamp(denied.waitNanos(), 0, timeoutNanos));
            decide(nowNanos);
        }
    }

    private void decide(long nowNanos) {
        if (!(candidacy instanceof Candidacy.Claiming claiming)) {
            return;
        }
        if (claiming.isLost(peers) || isOver(claiming, nowNanos)) {
            abandon(claiming, nowNanos);
        } else if (claiming.needsOnlySelf(peers)) {
            switch (epochs.claim(claiming.ballot(), peers.self(), nowNanos)) {
                case Epochs.Answer.Granted(Epochs next) -> win(claiming, next, nowNanos);
                case Epochs.Answer.Denied _ -> abandon(claiming, nowNanos);
            }
        }
    }

    /** It wins soon or never: {@link Epochs} counts on it. */
    private boolean isOver(Candidacy.Claiming claiming, long nowNanos) {
        return nowNanos - claiming.sentNanos() >= timeoutNanos / BEATS;
    }

    private void win(Candidacy.Claiming claiming, Epochs next, long nowNanos) {
        Lease won = Lease.of(claiming.ballot(), peers.majority(), timeoutNanos).acknowledged(peers.self(), nowNanos);
        for (int node : claiming.granted()) {
            won = won.acknowledged(node, claiming.sentNanos());
        }
        epochs = next;
        lease = won;
        candidacy = new Candidacy.Waiting(nowNanos);
        effects.add(new Effect.Start(claiming.ballot()));
    }

    /** Gives the votes back, so that nobody waits for this claim. */
    private void abandon(Candidacy.Claiming claiming, long nowNanos) {
        toAll(new Resigned(claiming.ballot()));
        pause(nowNanos + claiming.waitNanos());
    }

    /** A twentieth of the time-out at least: {@link Epochs} counts on it; up to as much again, so that rivals part. */
    private void pause(long fromNanos) {
        long shortestNanos = timeoutNanos / (4 * BEATS);
        candidacy = new Candidacy.Waiting(fromNanos + shortestNanos + random.nextLong(shortestNanos));
    }

    // ---- sending

    private void toAll(PeerMessage message) {
        for (int peer = 0; peer < peers.size(); peer++) {
            send(peer, message);
        }
    }

    private void send(int peer, PeerMessage message) {
        if (peer != peers.self()) {
            effects.add(new Effect.Send(peer, message));
        }
    }

    private List<Effect> taken() {
        List<Effect> all = List.copyOf(effects);
        effects.clear();
        return all;
    }
}
