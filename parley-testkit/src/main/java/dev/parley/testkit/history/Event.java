package dev.parley.testkit.history;

import dev.parley.ActorSnapshot;
import dev.parley.DropReason;
import dev.parley.SupervisorStrategy;
import dev.parley.SystemSnapshot;
import dev.parley.remote.PeerSnapshot;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * Something that was seen. Each event is written down by the node that it happens on, at the moment it names.
 *
 * <p>An actor is its node, its path and its incarnation, such as {@code a.2/user/talker#7}: the node is what stands
 * before the first slash and equals {@link Entry#node} of what the actor writes down itself. A stopped and a started
 * actor of one path differ, instances of one actor do not. Whoever is no actor (a thread of a test) is named alike.
 */
public sealed interface Event {

    // ---- messages

    /**
     * What happened to one message. It is named by sender, receiver and number; the sender counts up for each receiver.
     * The sender is the actor that called {@code tell}; who forwards a message sends one of its own.
     */
    sealed interface MessageEvent extends Event {
        /** Who sent it. */
        String from();

        /** To whom. */
        String to();

        /** Which; grows for each pair of sender and receiver. */
        long number();
    }

    /** A message is about to be sent. Written before the call, so that nothing arrives that was not sent. */
    record Sent(String from, String to, long number) implements MessageEvent {}

    /**
     * The sender's side was told that a message will not arrive: {@code offer} returned false, or it is a dead letter
     * that never was in the target's mailbox. {@link DropReason#LINK_LOST} only for what never left.
     */
    record Refused(String from, String to, long number, DropReason reason) implements MessageEvent {}

    /**
     * A handler has begun with a message. Its first act, also for a message that it stashes (which it does not write
     * down again) or fails on. {@code to} is what the handler calls itself, not what the message says.
     */
    record Delivered(String from, String to, long number) implements MessageEvent {}

    /**
     * A message was accepted and then dropped. {@link DropReason#HANDLER_FAILED} follows its {@link Delivered}; any
     * other reason says that no handler has seen it or will.
     */
    record Dropped(String from, String to, long number, DropReason reason) implements MessageEvent {}

    // ---- watches

    /** What happened to one watch, which is named by its watcher and a number. Written by the watcher, in its turn. */
    sealed interface WatchEvent extends Event {
        /** Who watches. */
        String watcher();

        /** Which; never used twice by one watcher. */
        long watch();
    }

    /** A watch began. An open watch of the same watcher on the same target is replaced and owes nothing. */
    record Watched(String watcher, String target, long watch) implements WatchEvent {}

    /** A watch was taken back. */
    record Unwatched(String watcher, long watch) implements WatchEvent {}

    /** A watcher handled the news of an end. */
    record Terminated(String watcher, String target, long watch, End reason) implements WatchEvent {}

    /** How an actor ended, or was believed to. */
    enum End {
        /** By itself or on request. */
        STOPPED,
        /** It failed and was given up. */
        CRASHED,
        /** The watcher's node stopped waiting for the actor's node. */
        NODE_DOWN,
        /** It never lived, as far as the watcher's node knows. */
        SPAWN_FAILED
    }

    // ---- lives

    /** What happened to an actor itself; written on its own node. */
    sealed interface LifeEvent extends Event {
        /** Whose life. */
        String actor();
    }

    /**
     * An instance begins, as the first act of {@code onStart}.
     *
     * @param parent its parent; empty for one that has none that could end
     * @param instance counts from 1 in one actor incarnation; may skip instances that no {@code onStart} saw
     */
    record Started(String actor, String parent, long instance) implements LifeEvent {}

    /** The running instance is about to throw, out of a handler or {@code onStart}. */
    record Threw(String actor) implements LifeEvent {}

    /** An instance has ended, before a restart or for good: the last act of {@code onStop}. */
    record InstanceEnded(String actor, long instance) implements LifeEvent {}

    /** An actor has ended for good, as {@code SystemEvent.Ended} tells. */
    record Ended(String actor, End end) implements LifeEvent {}

    // ---- supervision

    /** What supervision is to do with an actor, and what it did; written on the actor's own node. */
    sealed interface SupervisionEvent extends Event {
        /** Whom it is about. */
        String actor();
    }

    /**
     * An actor has just been spawned to be supervised like this. Written by whoever spawned it, in the same turn.
     *
     * @param parent its parent; empty for one that has none that could fail
     */
    record Supervised(String actor, String parent, SupervisorStrategy.Directive directive)
            implements SupervisionEvent {}

    /** An actor has failed, by itself or with a child that escalates, as {@code SystemEvent.Failed} tells. */
    record Failed(String actor) implements SupervisionEvent {}

    // ---- requests

    /** What happened to one request, which is named by its asker and a number. Written by the asker. */
    sealed interface RequestEvent extends Event {
        /** Who asks. */
        String asker();

        /** Which; never used twice by one asker. */
        long request();
    }

    /** A request is about to be made. */
    record Asked(String asker, String target, long request, long limitNanos) implements RequestEvent {}

    /** A request has ended for its asker. */
    record Answered(String asker, long request, Outcome outcome) implements RequestEvent {}

    /** How a request ended: with a value, or with a case of {@link dev.parley.Failure}. */
    enum Outcome {
        /** A value. */
        VALUE,
        /** No answer within the limit. */
        TIMEOUT,
        /** The target has ended. */
        TARGET_DOWN,
        /** The request or its answer went nowhere. */
        REFUSED,
        /** The handler said no. */
        REJECTED,
        /** The handler said nothing. */
        UNANSWERED,
        /** The handler threw. */
        CRASHED,
        /** It would have waited for itself. */
        CYCLE
    }

    /**
     * This node has given the peer up, as {@code PeerEvent.Down} tells.
     *
     * @param peer the peer's node, named as in {@link Entry#node}
     */
    record PeerDown(String peer) implements Event {}

    // ---- spawning on other nodes

    /** What the requester of a child on another node sees; the child itself writes {@link Started}. */
    sealed interface SpawnEvent extends Event {
        /** Who wants it. */
        String parent();

        /** The child, by the name that its ref has. */
        String child();
    }

    /** A child on another node is about to be asked for. */
    record SpawnWanted(String parent, String child) implements SpawnEvent {}

    /** The parent was told that there is no child, with the reason in words. */
    record SpawnRefused(String parent, String child, String reason) implements SpawnEvent {}

    // ---- singletons

    /** What happened to one hosting of a singleton; written by the host. */
    sealed interface HostEvent extends Event {
        /** Which singleton. */
        String singleton();

        /** Which hosting: its epoch. */
        long life();
    }

    /** This node began to host. */
    record HostBegan(String singleton, long life) implements HostEvent {}

    /** This node ended to host. */
    record HostEnded(String singleton, long life) implements HostEvent {}

    // ---- processes

    /** What happened to the process that the entry is of. */
    sealed interface ProcessEvent extends Event {}

    /** The process runs. */
    record ProcessStarted() implements ProcessEvent {}

    /**
     * The process was killed: it writes nothing after this, and nothing that it held is owed any more. Written for
     * it by whoever killed it.
     */
    record ProcessDied() implements ProcessEvent {}

    /** The process has ended by itself: its node is closed, its actors have ended. */
    record ProcessClosed() implements ProcessEvent {}

    // ---- figures

    /** Numbers that must agree with each other. */
    sealed interface FigureEvent extends Event {}

    /**
     * The books of this node's system, taken while nothing ran on it. All count from its start.
     *
     * @param news the part of them that nobody told or asked
     */
    record Books(
            long accepted,
            long handled,
            long queued,
            long stashed,
            Map<DropReason, Long> dropped,
            Map<DropReason, Long> refused,
            News news)
            implements FigureEvent {

        /** Ticks, results and ends of watched actors: those that entered mailboxes, and what became of them. */
        public record News(long accepted, long handled, long queued, long stashed, Map<DropReason, Long> dropped) {
            /** Where there was none. */
            public static final News NONE = new News(0, 0, 0, 0, new EnumMap<>(DropReason.class));

            /** Keeps a copy that is in the order of the reasons. */
            public News {
                dropped = ordered(dropped);
            }
        }

        /** Keeps copies that are in the order of the reasons. */
        public Books {
            dropped = ordered(dropped);
            refused = ordered(refused);
        }

        /** The books of a system. */
        public static Books of(SystemSnapshot system) {
            long queued = 0;
            long stashed = 0;
            for (ActorSnapshot actor : system.actors()) {
                queued += actor.queued();
                stashed += actor.stashed();
            }
            return new Books(
                    system.accepted(),
                    system.handled(),
                    queued,
                    stashed,
                    system.dropped(),
                    system.refused(),
                    news(system.news()));
        }

        private static News news(SystemSnapshot.Account news) {
            return new News(news.accepted(), news.handled(), news.queued(), news.stashed(), news.dropped());
        }

        private static Map<DropReason, Long> ordered(Map<DropReason, Long> counts) {
            EnumMap<DropReason, Long> copy = new EnumMap<>(DropReason.class);
            copy.putAll(counts);
            return Collections.unmodifiableMap(copy);
        }
    }

    /**
     * The books of this node's link to a peer, in user frames, since this node's start.
     *
     * @param peer the peer's node, named as in {@link Entry#node}
     */
    record LinkBooks(String peer, long sent, long lost, long inDoubt, long received, long missed)
            implements FigureEvent {

        /** The books of a link to the node that the history calls {@code peer}. */
        public static LinkBooks of(String peer, PeerSnapshot link) {
            return new LinkBooks(peer, link.sent(), link.lost(), link.inDoubt(), link.received(), link.missed());
        }
    }

    /**
     * What this node put on the wire in one second.
     *
     * @param frames frames of all kinds that it wrote
     * @param wanted frames that its users' work and its steady state need
     */
    record Traffic(long frames, long wanted) implements FigureEvent {}

    /**
     * How many messages waited somewhere at rest, at the least, over a while that is longer than anything takes: what
     * waits all that time waits for ever.
     *
     * @param where names it, such as {@code mailbox a.1/user/slow#3}
     */
    record Waiting(String where, long fewest) implements FigureEvent {}

    /**
     * How much of something bounded is held now.
     *
     * @param what names it, such as {@code mailbox a.1/user/slow#3}
     */
    record Memory(String what, long held, long limit) implements FigureEvent {}
}
