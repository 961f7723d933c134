package dev.parley.remote.link;

import dev.parley.ActorAddress;
import dev.parley.NodeId;
import dev.parley.remote.LinkConfig;
import dev.parley.remote.lane.Lane;
import dev.parley.remote.lane.LaneTotals;
import dev.parley.remote.lane.Lanes;
import dev.parley.spi.MessageRef;
import dev.parley.wire.Frame;
import dev.parley.wire.WireRef;
import dev.parley.wire.lock.LockConflicts;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * One link incarnation: all that ends when the link is given up, and survives a mere reconnect.
 *
 * <p>Threading: the loop; who the peer is, {@link #waitingBytes}, {@link #putsAside} and what {@link Aside} and {@link
 * Parking} say, from any thread.
 */
final class LinkSession {
    /** Failed spawns whose watchers may still come. */
    private static final int REMEMBERED_FAILURES = 1_024;

    private final long own;
    private final LinkConfig budget;
    private final LaneTotals before;
    private volatile long peer;
    private volatile @Nullable NodeId peerId;
    private volatile String peerName = "";
    private long capabilities;
    private boolean other;
    private LockConflicts conflicts = LockConflicts.none();

    final Lanes lanes;
    final SystemLog system = new SystemLog();
    final OutgoingWatches watches = new OutgoingWatches();

    /** How much waits for actors over there that are paused, and for children that do not live yet. */
    final Aside aside;

    /** What waits for actors over there that are paused. */
    final Parking parking;

    /** What the peer's actors wait for here. */
    final AskedHere asked = new AskedHere();

    /** Actors here that the peer holds back for. */
    final Pauses pauses = new Pauses();

    /** Who over there watches whom here. */
    final Map<IncomingWatch, MessageRef<?>> incoming = new LinkedHashMap<>();

    /** Watches from over there that came faster than their rate, in their order; begun one by one. */
    final Set<IncomingWatch> late = new LinkedHashSet<>();

    /** Children that others over there asked for, with their watch on the parent. */
    final Map<ActorAddress, HostedChild> hosted = new HashMap<>();

    /** Children wanted over there: who asked, and what waits until they live. */
    final Map<ActorAddress, WantedChild> wanted = new ConcurrentHashMap<>();

    private final Map<ActorAddress, String> failedSpawns = new LinkedHashMap<>();

    /** At most one for each watch of {@link #watches}. */
    private final Map<Held, Frame.Terminated> held = new LinkedHashMap<>();

    private record Held(WireRef target, WireRef watcher) {}

    /** A child over there, from the request to its end; {@code parked} is null once it lives. */
    static final class WantedChild {
        final WireRef parent;

        volatile @Nullable ArrayDeque<Outgoing.Tell> parked = new ArrayDeque<>();

        private int parkedMessages;
        private long parkedBytes;

        WantedChild(WireRef parent) {
            this.parent = parent;
        }
    }

    /** The first one of a link. */
    LinkSession(long own, LinkConfig budget) {
        this.own = own;
        this.budget = budget;
        this.lanes = new Lanes(budget.largeBytes());
        this.aside = new Aside(budget);
        this.parking = new Parking(aside);
        this.before = LaneTotals.NONE;
    }

    private LinkSession(long own, LinkSession previous) {
        this.own = own;
        this.budget = previous.budget;
        this.lanes = new Lanes(budget.largeBytes());
        this.aside = new Aside(budget);
        this.parking = new Parking(aside);
        this.before = previous.totals();
        failedSpawns.putAll(previous.failedSpawns);
    }

    /** The next link incarnation, when this one will send and receive no more. */
    LinkSession successor(long number) {
        return new LinkSession(number, this);
    }

    /** All that lanes did, in this and earlier incarnations; what this one has under way is not in doubt yet. */
    LaneTotals totalsSoFar() {
        return before.plus(lanes.totals(false));
    }

    private LaneTotals totals() {
        return before.plus(lanes.totals(true));
    }

    /** This side's number of the link incarnation. */
    long own() {
        return own;
    }

    /** The peer's number of it; 0 while it is not known. */
    long peer() {
        return peer;
    }

    /** Which node is at the other end; null while it is not known. */
    @Nullable
    NodeId peerId() {
        return peerId;
    }

    String peerName() {
        return peerName;
    }

    /** The handshake says who the peer is. */
    void bind(long peerSession, NodeId id, String name) {
        peer = peerSession;
        peerId = id;
        peerName = name;
    }

    /** The peer has said what it understands, as {@link Frame.Hello.Offer} has it. */
    void peerOffers(long understood) {
        capabilities = understood;
    }

    /** Whether it understands that. */
    boolean peerHas(long capability) {
        return (capabilities & capability) != 0;
    }

    /** Whether payloads leave in the other encoding that this node has, and not in CBOR. */
    boolean writesOther() {
        return other;
    }

    void writesOther(boolean agreed) {
        other = agreed;
    }

    /** What the lock that the peer goes by conflicts with; it is the same for as long as the link incarnation. */
    LockConflicts conflicts() {
        return conflicts;
    }

    void conflicts(LockConflicts found) {
        conflicts = found;
    }

    /** On a minimal link both directions of the lane are open from the beginning. */
    void openMinimal() {
        Lane only = lanes.get(0);
        Frame.Lane ours = only.out.begin();
        only.out.opened(new Frame.LaneAt(ours.lane(), ours.generation(), 0));
        only.in.begin(new Frame.Lane(ours.lane(), 1, 0));
    }

    /** Whether it is one with another session of the peer's than that, or with another process there. */
    boolean isOfAnother(Frame.Hello theirs) {
        return isBound() && !isWith(theirs);
    }

    /** Whether it is one with that session of the peer's. */
    boolean isWith(Frame.Hello theirs) {
        NodeId known = peerId;
        return known != null
                && peer == theirs.session().own()
                && known.incarnation() == theirs.peer().node().incarnation();
    }

    boolean isBound() {
        return peer != 0;
    }

    void spawnFailed(ActorAddress child, String why) {
        failedSpawns.put(child, why);
        if (failedSpawns.size() > REMEMBERED_FAILURES) {
            failedSpawns.remove(failedSpawns.keySet().iterator().next());
        }
    }

    /** A message of so many bytes waits for that child. */
    void unborn(WantedChild child, long bytes) {
        child.parkedMessages++;
        child.parkedBytes += bytes;
        aside.add(1, bytes);
    }

    /** What has waited for that child waits no longer. */
    void born(WantedChild child) {
        aside.add(-child.parkedMessages, -child.parkedBytes);
        child.parkedMessages = 0;
        child.parkedBytes = 0;
    }

    /** The bytes of payload that wait here, in lanes and aside. */
    long waitingBytes() {
        return lanes.bytes() + aside.bytes();
    }

    /** Whether that is for an actor which cannot take it yet. */
    boolean putsAside(Outgoing.Bounded item) {
        return switch (item) {
            case Outgoing.Tell tell -> {
                ActorAddress target = tell.target().address();
                yield isUnborn(target) || parking.isPaused(Parking.Key.of(target));
            }
            case Outgoing.Relay(Frame.User user, long _) -> parking.isPaused(Parking.Key.of(user.destination()));
            case Outgoing.Relay _, Outgoing.Answer _ -> false;
        };
    }

    private boolean isUnborn(ActorAddress address) {
        WantedChild child = wanted(address);
        return child != null && child.parked != null;
    }

    /** The child of that address, from the request to its end; null for every other actor. */
    @Nullable
    WantedChild wanted(ActorAddress child) {
        return wanted.isEmpty() ? null : wanted.get(child); // asked for each message, and mostly there are none
    }

    /** Why that child could not be spawned; null when it could. */
    @Nullable
    String failedSpawn(ActorAddress child) {
        return failedSpawns.isEmpty() ? null : failedSpawns.get(child);
    }

    /** Keeps news back that must not overtake messages. */
    void hold(Frame.Terminated news) {
        held.putIfAbsent(new Held(news.target(), news.watcher()), news);
    }

    /** That watcher does not watch any more: what was kept back for it must not answer its next watch. */
    void forget(WireRef target, WireRef watcher) {
        held.remove(new Held(target, watcher));
    }

    /** Gives back the news whose messages were delivered or are known to be lost; all of it at the end. */
    List<Frame.Terminated> release(boolean all) {
        if (held.isEmpty()) {
            return List.of();
        }
        List<Frame.Terminated> free = new ArrayList<>();
        held.values().removeIf(news -> {
            boolean due = all || news.after().stream().allMatch(lanes::isPast);
            if (due) {
                free.add(news);
            }
            return due;
        });
        return free;
    }
}
