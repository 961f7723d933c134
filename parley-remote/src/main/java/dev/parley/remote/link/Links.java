package dev.parley.remote.link;

import dev.parley.ActorAddress;
import dev.parley.DropReason;
import dev.parley.Terminated;
import dev.parley.remote.Endpoint;
import dev.parley.wire.Frame;
import dev.parley.wire.WireError;
import dev.parley.wire.WireNode;
import dev.parley.wire.WireSlot;
import java.util.ArrayList;
import java.util.Collection;
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

    private final LinkedNode node;
    private final ConcurrentHashMap<Endpoint, Link> members = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<Long, Link> guests = new ConcurrentHashMap<>();

    Links(LinkedNode node) {
        this.node = node;
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
        return onwards(
                from, towards(new Endpoint(slot.node().host(), slot.node().port()), slot.guest()));
    }

    private static @Nullable Link onwards(Link from, @Nullable Link to) {
        boolean allowed = to != null && !to.equals(from) && (from.guest() != 0 || to.guest() != 0);
        return allowed ? to : null;
    }

    private @Nullable Link member(Endpoint endpoint) {
        Link known = members.get(endpoint);
        if (known != null || members.size() >= MAX_LINKS || endpoint.port() == 0) {
            return known;
        }
        return members.computeIfAbsent(endpoint, at -> new Link(node, at, 0, node.unguessable()));
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

    /** Sends an answer to whoever waits for it. */
    void answer(Outgoing.Answer answer) {
        WireNode asker = answer.slot().node();
        Link link =
                towards(new Endpoint(asker.host(), asker.port()), answer.slot().guest());
        if (link == null || link.offer(answer) != null) {
            node.system().countRefused(DropReason.LINK_LOST);
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
        if (!isGuest && !hello.peer().node().listens()) {
            return new Admission.No(WireError.WRONG_NODE, "a member must say where it listens");
        }
        if (!isGuest && endpoint(hello).equals(node.endpoint())) {
            return new Admission.No(WireError.WRONG_NODE, "it says that it listens where this node does");
        }
        if (theirs.lane() > LaneOut.LANE) {
            return new Admission.No(WireError.BAD_FIELD, "lane " + theirs.lane() + ": this node has lane 0 only");
        }
        Link link = isGuest ? guests.get(theirs.guest()) : members.get(endpoint(hello));
        if (link == null) {
            return stranger(theirs, isGuest);
        }
        if (theirs.lane() != Frame.CONTROL) {
            return isSame(link, theirs) && link.hasControl()
                    ? new Admission.Yes(link.session().own(), link.guest())
                    : new Admission.No(WireError.LINK_GIVEN_UP, "no such link incarnation here");
        }
        return known(link, hello);
    }

    private Admission stranger(Frame.Hello.Session theirs, boolean isGuest) {
        if (theirs.lane() != Frame.CONTROL || theirs.peer() != 0 || (isGuest && theirs.guest() != 0)) {
            return new Admission.No(WireError.LINK_GIVEN_UP, "no such link incarnation here");
        }
        if (members.size() + guests.size() >= MAX_LINKS) {
            return new Admission.No(WireError.TOO_MANY_CONNECTIONS, "this node has " + MAX_LINKS + " links");
        }
        return new Admission.Yes(node.unguessable(), isGuest ? node.unguessable() : 0);
    }

    private Admission known(Link link, Frame.Hello hello) {
        Frame.Hello.Session theirs = hello.session();
        LinkSession session = link.session();
        if (theirs.peer() != 0 && theirs.peer() != session.own()) {
            return new Admission.No(WireError.LINK_GIVEN_UP, "this node gave that link incarnation up");
        }
        if (session.isBound() && session.peer() != theirs.own()) {
            if (link.guest() != 0) {
                return new Admission.No(WireError.LINK_GIVEN_UP, "that guest has another link incarnation: come anew");
            }
            return new Admission.Yes(node.unguessable(), link.guest());
        }
        // Both sides dialled at once: the connection that the smaller address dialled is kept, once it is open; before
        // that the peer cannot have served it. A peer that knows this side's session has had a connection before and
        // lost it, so that its dial replaces the one that is there.
        boolean crossed = link.isDialOpen() || theirs.peer() == 0 && link.hasControl();
        if (crossed && node.endpoint().compareTo(link.endpoint()) < 0) {
            return new Admission.No(WireError.DUPLICATE_CONNECTION, WireError.DUPLICATE_CONNECTION.sentence());
        }
        return new Admission.Yes(session.own(), link.guest());
    }

    private static boolean isSame(Link link, Frame.Hello.Session theirs) {
        return link.session().own() == theirs.peer() && link.session().peer() == theirs.own();
    }

    /** Takes a connection in that has proved itself; false when the link has changed since it was judged. */
    boolean admit(FrameConnection connection, Frame.Hello hello, Admission.Yes yes) {
        Link link = yes.guest() == 0
                ? members.computeIfAbsent(endpoint(hello), at -> new Link(node, at, 0, yes.session()))
                : guests.computeIfAbsent(yes.guest(), id -> new Link(node, node.endpoint(), id, yes.session()));
        if (link.session().own() != yes.session()) {
            if (hello.session().lane() != Frame.CONTROL) {
                return false;
            }
            link.renew(yes.session());
        }
        link.attach(connection, hello, hello.session().lane(), false);
        return true;
    }

    /** A guest is gone for good: its id is never given again. */
    void forget(Link guest) {
        guests.remove(guest.guest(), guest);
    }

    private static Endpoint endpoint(Frame.Hello hello) {
        return new Endpoint(hello.peer().node().host(), hello.peer().node().port());
    }
}
