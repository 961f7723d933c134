package dev.parley.remote.link;

import dev.parley.ActorAddress;
import dev.parley.DropReason;
import dev.parley.Terminated;
import dev.parley.remote.Endpoint;
import dev.parley.remote.lane.Lanes;
import dev.parley.remote.translation.Addresses;
import dev.parley.remote.translation.GuestPath;
import dev.parley.wire.Frame;
import dev.parley.wire.WireError;
import dev.parley.wire.WireSlot;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The links of a node: to members by their address, to guests by their id. Decides where a message goes and whether a
 * connection may come in.
 *
 * <p>Threading: look-ups from any thread, admission on the loop. Limits: {@value #MAX_LINKS} links.
 */
final class Links {
    private static final int MAX_LINKS = 4_096;

    /** To members, of those that begin here: some room is left for who comes. */
    private static final int MAX_SOUGHT = 3_072;

    /** To members that were given up: kept for their pauses and books, until so many others were given up since. */
    private static final int MAX_RESTING = 1_024;

    private final LinkedNode node;
    private volatile byte[] secret;
    private final ConcurrentHashMap<Endpoint, Link> members = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<Long, Link> guests = new ConcurrentHashMap<>();

    /** Links to members that may be at rest, in the order in which they came to it; the loop's. */
    private final LinkedHashSet<Link> resting = new LinkedHashSet<>();

    Links(LinkedNode node) {
        this.node = node;
        this.secret = newSecret(node);
    }

    private static byte[] newSecret(LinkedNode node) {
        byte[] drawn = new byte[32];
        node.environment().entropy().secure(drawn);
        return drawn;
    }

    // ---- routes

    /** The link to an actor elsewhere; null when there is no way. */
    @Nullable
    Link towards(ActorAddress address) {
        return towards(Addresses.endpoint(address.node()), GuestPath.guest(address.path()));
    }

    private @Nullable Link towards(Endpoint endpoint, long guest) {
        if (node.isGuest()) {
            return member(node.endpoint());
        }
        if (endpoint.equals(node.endpoint())) {
            return guests.get(guest);
        }
        return member(endpoint);
    }

    /** The link to a member. */
    @Nullable
    Link toMember(Endpoint endpoint) {
        return member(endpoint);
    }

    /** The link onwards for what came in over another: from a guest to anybody, from anybody to a guest. */
    @Nullable
    Link relay(Link from, ActorAddress address) {
        return onwards(from, towards(address));
    }

    @Nullable
    Link relay(Link from, WireSlot slot) {
        return onwards(from, towards(slot));
    }

    private static @Nullable Link onwards(Link from, @Nullable Link to) {
        boolean allowed = to != null && !to.equals(from) && (from.guest() != 0 || to.guest() != 0);
        return allowed ? to : null;
    }

    private @Nullable Link member(Endpoint endpoint) {
        Link known = members.get(endpoint);
        if (known != null || members.size() >= MAX_SOUGHT || endpoint.port() == 0) {
            return known;
        }
        return members.computeIfAbsent(endpoint, at -> begun(at, firstSession(at)));
    }

    private Link begun(Endpoint member, long own) {
        Link link = new Link(node, member, 0, own);
        node.onLoop(() -> rests(link)); // perhaps nobody will ever want it
        return link;
    }

    /** Hands over something about a remote ref; without a way there its actor is gone. */
    void command(RemoteRef<?> target, Outgoing item) {
        Link link = towards(target.address());
        if (link != null) {
            link.post(item);
        } else if (item instanceof Outgoing.Watch(RemoteRef<?> watched, var watcher)) {
            watcher.terminated(watched, new Terminated.NodeDown(target.address().node()));
        }
    }

    /** The link to whoever waits for an answer; null when there is no way. */
    private @Nullable Link towards(WireSlot slot) {
        return towards(endpoint(slot), slot.guest());
    }

    private static Endpoint endpoint(WireSlot slot) {
        return new Endpoint(slot.node().host(), slot.node().port());
    }

    /** The link that a relayed request came over, from a guest of that id; null when it names the slot of another. */
    @Nullable
    Link asker(WireSlot slot, long guest) {
        if (endpoint(slot).equals(node.endpoint())) {
            return slot.guest() == guest ? guests.get(guest) : null;
        }
        return guest == 0 ? members.get(endpoint(slot)) : null;
    }

    /** Sends an answer to whoever waits for it. */
    void answer(Outgoing.Answer answer) {
        Link link = towards(answer.slot());
        if (link == null) {
            node.system().countRefused(DropReason.LINK_LOST);
        } else {
            link.answer(answer);
        }
    }

    /** Says to the node of whoever asked what became of the request, for its log; if it is there. Any thread. */
    void say(WireSlot slot, Frame.Refusal refusal) {
        Link link = towards(slot);
        if (link != null) {
            node.onLoop(() -> link.errors().say(refusal));
        }
    }

    Collection<Link> all() {
        List<Link> all = new ArrayList<>(members.values());
        all.addAll(guests.values());
        return all;
    }

    // ---- admission

    /** Whether a connection with this HELLO may come in, and under which link incarnation. Changes nothing. */
    Admission judge(Frame.Hello hello) {
        Frame.Hello.Session theirs = hello.session();
        if (node.isGuest()) {
            return new Admission.No(WireError.NO_GUESTS, "a guest listens to nobody");
        }
        boolean isGuest = hello.offer().has(Frame.Hello.Offer.GUEST);
        if (isGuest == hello.peer().node().listens()) {
            String why = isGuest ? "a guest listens nowhere" : "a member must say where it listens";
            return new Admission.No(WireError.WRONG_NODE, why);
        }
        if (!isGuest && endpoint(hello).equals(node.endpoint())) {
            return new Admission.No(WireError.WRONG_NODE, "it says that it listens where this node does");
        }
        Link link = isGuest ? guests.get(theirs.guest()) : members.get(endpoint(hello));
        if (link == null) {
            return stranger(hello, isGuest);
        }
        if (link.isMinimal() || hello.offer().asksForMinimalLink()) {
            return new Admission.No(WireError.LINK_GIVEN_UP, "a minimal link has one connection: come anew");
        }
        if (theirs.lane() != Frame.CONTROL) {
            return lane(link, hello);
        }
        return known(link, hello);
    }

    private static Admission lane(Link link, Frame.Hello hello) {
        Frame.Hello.Session theirs = hello.session();
        LinkSession session = link.session();
        Lanes lanes = session.lanes;
        if (session.own() != theirs.peer() || !session.isWith(hello) || !link.hasControl()) {
            return new Admission.No(WireError.LINK_GIVEN_UP, "no such link incarnation here");
        }
        return lanes.has(theirs.lane())
                ? present(link)
                : new Admission.No(
                        WireError.BAD_FIELD, "there is no lane " + theirs.lane() + ": this link has " + lanes.count());
    }

    private static Admission.Yes present(Link link) {
        return new Admission.Yes(link.session().own(), link.guest(), false, link.controls());
    }

    private Admission stranger(Frame.Hello hello, boolean isGuest) {
        Frame.Hello.Session theirs = hello.session();
        // a peer that lost its first connection before it was admitted knows this side's first session already
        boolean isFirst = theirs.peer() == 0 || (!isGuest && theirs.peer() == firstSession(endpoint(hello)));
        if (theirs.lane() != Frame.CONTROL || !isFirst || (isGuest && theirs.guest() != 0)) {
            return new Admission.No(WireError.LINK_GIVEN_UP, "no such link incarnation here");
        }
        if (members.size() + guests.size() >= MAX_LINKS) {
            return new Admission.No(WireError.TOO_MANY_CONNECTIONS, "this node has " + MAX_LINKS + " links");
        }
        return isGuest
                ? new Admission.Yes(node.unguessable(), node.unguessable(), true, 0)
                : new Admission.Yes(firstSession(endpoint(hello)), 0, false, 0);
    }

    private Admission known(Link link, Frame.Hello hello) {
        Frame.Hello.Session theirs = hello.session();
        LinkSession session = link.session();
        if (theirs.peer() != 0 && theirs.peer() != session.own()) {
            return new Admission.No(WireError.LINK_GIVEN_UP, "this node gave that link incarnation up");
        }
        if (session.isOfAnother(hello)) {
            if (link.guest() != 0) {
                return new Admission.No(WireError.LINK_GIVEN_UP, "that guest has another link incarnation: come anew");
            }
            return new Admission.Yes(node.unguessable(), link.guest(), true, link.controls());
        }
        // Both sides dialled at once: the connection that the smaller address dialled is kept, once it is open; before
        // that the peer cannot have served it. A peer that dials when it has spoken on the present connection has lost
        // that one, or its dial is an old one that it will not go on with.
        boolean crossed = link.isDialPending();
        if (crossed && node.endpoint().compareTo(link.endpoint()) < 0) {
            return new Admission.No(WireError.DUPLICATE_CONNECTION, WireError.DUPLICATE_CONNECTION.sentence());
        }
        return present(link);
    }

    /**
     * Takes a connection in whose dialler has answered; gives why not when the link has changed since it was judged.
     */
    @Nullable
    WireError admit(FrameConnection connection, Frame.Hello hello, Frame next, Admission.Yes yes) {
        Link link = admitted(hello, yes);
        if (link == null) {
            return WireError.LINK_GIVEN_UP;
        }
        boolean isControl = hello.session().lane() == Frame.CONTROL;
        if (isControl ? isOvertaken(link, yes) : link.isOld(next)) {
            return WireError.DUPLICATE_CONNECTION;
        }
        if (link.session().own() != yes.session()) {
            if (!yes.isNew() || !isControl) {
                return WireError.LINK_GIVEN_UP;
            }
            link.renew(yes.session());
        } else if (link.session().isOfAnother(hello)) { // which came in while this one shook hands
            return WireError.LINK_GIVEN_UP;
        }
        link.attach(connection, hello, hello.session().lane(), false);
        return null;
    }

    /** The link of an admitted peer; null if it was given up since the peer was judged, and is forgotten. */
    private @Nullable Link admitted(Frame.Hello hello, Admission.Yes yes) {
        if (yes.guest() == 0) {
            boolean goesOn = hello.session().peer() != 0 && yes.controls() > 0;
            return goesOn
                    ? members.get(endpoint(hello))
                    : members.computeIfAbsent(endpoint(hello), at -> begun(at, yes.session()));
        }
        return yes.isNew()
                ? guests.computeIfAbsent(yes.guest(), id -> new Link(node, node.endpoint(), id, yes.session()))
                : guests.get(yes.guest());
    }

    /** While the peer's dial shook hands, so did one from here, and this is the smaller address. */
    private boolean isOvertaken(Link link, Admission.Yes yes) {
        return link.guest() == 0
                && link.hasDialledControl()
                && link.controls() != yes.controls()
                && node.endpoint().compareTo(link.endpoint()) < 0;
    }

    /**
     * The first link incarnation towards a member: the same whoever asks first, because nothing is kept for a stranger
     * between its HELLO and its admission, and both sides may dial at once.
     */
    private long firstSession(Endpoint member) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(secret);
            byte[] hash = digest.digest(member.toString().getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(hash).getLong() | 1; // never 0
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java platform has SHA-256", missing);
        }
    }

    /** A guest is gone for good: its id is never given again. A member may come back, or somebody may want it. */
    void gaveUp(Link link) {
        if (link.guest() != 0) {
            guests.remove(link.guest(), link);
        } else {
            rests(link);
        }
    }

    /**
     * Keeps a link that may be at rest, and forgets the oldest of many: addresses come and go for ever, and some were
     * never anybody's. One that is not at rest now comes here again when it is given up.
     */
    private void rests(Link link) {
        resting.remove(link);
        resting.add(link);
        if (resting.size() > MAX_RESTING) {
            Link oldest = resting.removeFirst();
            if (oldest.isAtRest() && members.remove(oldest.endpoint(), oldest)) {
                oldest.retire();
                secret = newSecret(node); // so that its first session does not come again
            }
        }
    }

    private static Endpoint endpoint(Frame.Hello hello) {
        return new Endpoint(hello.peer().node().host(), hello.peer().node().port());
    }
}
