package dev.parley.testkit.history;

import dev.parley.DropReason;
import dev.parley.SupervisorStrategy.Directive;
import dev.parley.testkit.history.Event.Answered;
import dev.parley.testkit.history.Event.Asked;
import dev.parley.testkit.history.Event.Delivered;
import dev.parley.testkit.history.Event.Dropped;
import dev.parley.testkit.history.Event.End;
import dev.parley.testkit.history.Event.Ended;
import dev.parley.testkit.history.Event.Failed;
import dev.parley.testkit.history.Event.HostBegan;
import dev.parley.testkit.history.Event.HostEnded;
import dev.parley.testkit.history.Event.InstanceEnded;
import dev.parley.testkit.history.Event.Outcome;
import dev.parley.testkit.history.Event.PeerDown;
import dev.parley.testkit.history.Event.ProcessDied;
import dev.parley.testkit.history.Event.Refused;
import dev.parley.testkit.history.Event.Sent;
import dev.parley.testkit.history.Event.SpawnRefused;
import dev.parley.testkit.history.Event.SpawnWanted;
import dev.parley.testkit.history.Event.Started;
import dev.parley.testkit.history.Event.Supervised;
import dev.parley.testkit.history.Event.Terminated;
import dev.parley.testkit.history.Event.Threw;
import dev.parley.testkit.history.Event.Unwatched;
import dev.parley.testkit.history.Event.Watched;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A history told by a test: each event is 1 ms after the one before, on the node that would see it. */
final class Story {
    /** Actors on two nodes, and another on the first. */
    static final String A = "a.1/user/a#1";

    static final String A2 = "a.1/user/a/child#2";
    static final String B = "b.1/user/b#3";
    static final String NOBODY = "";

    private final List<Entry> entries = new ArrayList<>();
    private Duration now = Duration.ofSeconds(1);

    static Story story() {
        return new Story();
    }

    List<Entry> entries() {
        return entries;
    }

    /** What the checkers find: the kind of the first violation, or {@code "nothing"}. */
    String judgedBy(List<Checker> checkers) {
        try {
            new Recording(entries, List.of()).judge(checkers);
            return "nothing";
        } catch (Violation violation) {
            return violation.kind();
        }
    }

    Story later(Duration pause) {
        now = now.plus(pause);
        return this;
    }

    Story on(String node, Event event) {
        now = now.plusMillis(1);
        entries.add(new Entry(now.toNanos(), node, event));
        return this;
    }

    Story sent(String from, String to, long number) {
        return on(Actors.node(from), new Sent(from, to, number));
    }

    Story refused(String from, String to, long number) {
        return on(Actors.node(from), new Refused(from, to, number, DropReason.MAILBOX_FULL));
    }

    Story delivered(String from, String to, long number) {
        return on(Actors.node(to), new Delivered(from, to, number));
    }

    Story dropped(String from, String to, long number, DropReason reason) {
        return on(Actors.node(to), new Dropped(from, to, number, reason));
    }

    Story watched(String watcher, String target, long watch) {
        return on(Actors.node(watcher), new Watched(watcher, target, watch));
    }

    Story unwatched(String watcher, long watch) {
        return on(Actors.node(watcher), new Unwatched(watcher, watch));
    }

    Story terminated(String watcher, String target, long watch, End reason) {
        return on(Actors.node(watcher), new Terminated(watcher, target, watch, reason));
    }

    Story started(String actor, String parent, long instance) {
        return on(Actors.node(actor), new Started(actor, parent, instance));
    }

    Story threw(String actor) {
        return on(Actors.node(actor), new Threw(actor));
    }

    Story instanceEnded(String actor, long instance) {
        return on(Actors.node(actor), new InstanceEnded(actor, instance));
    }

    Story ended(String actor) {
        return on(Actors.node(actor), new Ended(actor, End.STOPPED));
    }

    Story crashed(String actor) {
        return on(Actors.node(actor), new Ended(actor, End.CRASHED));
    }

    Story supervised(String actor, String parent, Directive directive) {
        return on(Actors.node(actor), new Supervised(actor, parent, directive));
    }

    Story failed(String actor) {
        return on(Actors.node(actor), new Failed(actor));
    }

    Story peerDown(String node, String peer) {
        return on(node, new PeerDown(peer));
    }

    Story wanted(String parent, String child) {
        return on(Actors.node(parent), new SpawnWanted(parent, child));
    }

    Story spawnRefused(String parent, String child) {
        return on(Actors.node(parent), new SpawnRefused(parent, child, "no such kind"));
    }

    Story asked(String asker, String target, long request, Duration limit) {
        return on(Actors.node(asker), new Asked(asker, target, request, limit.toNanos()));
    }

    Story answered(String asker, long request) {
        return on(Actors.node(asker), new Answered(asker, request, Outcome.VALUE));
    }

    Story hostBegan(String node, long life) {
        return on(node, new HostBegan("room", life));
    }

    Story hostEnded(String node, long life) {
        return on(node, new HostEnded("room", life));
    }

    Story died(String node) {
        return on(node, new ProcessDied());
    }
}
