package dev.parley.testkit.history;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * No child outlives the instance of its parent that had it: on the same node never, on another node by a bound, or,
 * where there is no common clock, not beyond the end of the run. Which instance had a child on another node is known
 * from {@link Event.SpawnWanted}; without it the child may live as long as the parent itself.
 *
 * <p>Kinds: {@code orphan}, and {@code orphan-lives-on} for a child on another node.
 */
final class OrphanChecker implements Checker {
    private final long boundNanos;
    private final boolean oneClock;
    private final Map<String, Kin> kin = new LinkedHashMap<>();
    private final Map<String, Set<Kin>> parentsByNode = new HashMap<>();
    /** In the order of their times, since the bound is the same for all. */
    private final ArrayDeque<Due> dues = new ArrayDeque<>();

    private final Fates fates = new Fates();

    private static final class Kin {
        final String actor;

        @Nullable
        Kin localParent;

        boolean known;
        boolean running;
        boolean ended;
        int runningChildren;
        /** Children on other nodes that the present instance wanted. */
        List<Kin> wanted = List.of();
        /** Children on other nodes that named this one as their parent. */
        List<Kin> abroad = List.of();
        /** Why it should have ended, as a child on another node. */
        @Nullable
        Entry orphanedBy;

        Kin(String actor) {
            this.actor = actor;
        }
    }

    /** A child on another node that must have ended by then. */
    private record Due(Kin child, Entry because, long untilNanos) {}

    private OrphanChecker(Bounds bounds, boolean oneClock) {
        this.boundNanos = bounds.orphanAfter().toNanos();
        this.oneClock = oneClock;
    }

    /** One that holds children on other nodes to the bound. */
    static OrphanChecker timed(Bounds bounds) {
        return new OrphanChecker(bounds, true);
    }

    /** One that lets children on other nodes live to the end of the run. */
    static OrphanChecker untimed() {
        return new OrphanChecker(Bounds.defaults(), false);
    }

    @Override
    public boolean needsOneClock() {
        return oneClock;
    }

    @Override
    public void on(Entry entry) {
        if (oneClock) {
            requireNoneOverdue(entry);
        }
        fates.on(entry);
        switch (entry.event()) {
            case Event.Started life -> started(life, entry);
            case Event.SpawnWanted spawn -> wanted(kin(spawn.parent()), kin(spawn.child()));
            case Event.InstanceEnded life -> instanceEnded(kin(life.actor()), entry);
            case Event.Ended life -> {
                Kin ended = kin(life.actor());
                ended.ended = true;
                instanceEnded(ended, entry);
                ended.abroad.forEach(child -> owe(child, entry));
            }
            case Event.ProcessDied _, Event.ProcessClosed _ -> {
                for (Kin parent : parentsByNode.getOrDefault(entry.node(), Set.of())) {
                    parent.wanted.forEach(child -> owe(child, entry));
                    parent.abroad.forEach(child -> owe(child, entry));
                }
            }
            default -> {} // no family is touched
        }
    }

    private Kin kin(String actor) {
        return kin.computeIfAbsent(actor, Kin::new);
    }

    private void started(Event.Started life, Entry entry) {
        Kin child = kin(life.actor());
        if (!child.known && !life.parent().isEmpty()) {
            join(child, kin(life.parent()), entry);
        }
        child.known = true;
        Kin parent = child.localParent;
        if (parent != null) {
            if (parent.ended || (parent.known && !parent.running)) {
                throw orphan(child, parent, entry);
            }
            parent.runningChildren += child.running ? 0 : 1;
        }
        child.running = true;
    }

    private void join(Kin child, Kin parent, Entry entry) {
        if (Actors.isOn(parent.actor, entry.node())) {
            child.localParent = parent;
            return;
        }
        noteParent(parent);
        if (parent.abroad.isEmpty()) {
            parent.abroad = new ArrayList<>(2);
        }
        parent.abroad.add(child);
        if (child.orphanedBy != null || parent.ended || fates.processEnd(parent.actor) != null) {
            owe(child, entry); // it was on its way, so its time begins now
        }
    }

    private void wanted(Kin parent, Kin child) {
        noteParent(parent);
        if (parent.wanted.isEmpty()) {
            parent.wanted = new ArrayList<>(2);
        }
        parent.wanted.add(child);
    }

    private void noteParent(Kin parent) {
        if (parent.wanted.isEmpty() && parent.abroad.isEmpty()) {
            parentsByNode
                    .computeIfAbsent(Actors.node(parent.actor), _ -> new LinkedHashSet<>())
                    .add(parent);
        }
    }

    private void instanceEnded(Kin actor, Entry entry) {
        if (actor.runningChildren > 0) {
            Kin child = kin.values().stream()
                    .filter(other -> other.localParent == actor && other.running)
                    .findFirst()
                    .orElse(actor);
            throw orphan(child, actor, entry);
        }
        Kin parent = actor.localParent;
        if (parent != null && actor.running) {
            parent.runningChildren--;
        }
        actor.running = false;
        actor.wanted.forEach(child -> owe(child, entry));
        actor.wanted = List.of();
    }

    /** From now on a child on another node has a last moment. */
    private void owe(Kin child, Entry because) {
        child.orphanedBy = because;
        dues.add(new Due(child, because, because.atNanos() + boundNanos));
    }

    private void requireNoneOverdue(Entry now) {
        for (Due due = dues.peek(); due != null && due.untilNanos - now.atNanos() < 0; due = dues.peek()) {
            dues.remove();
            requireEnded(due);
        }
    }

    @Override
    public void end() {
        dues.forEach(this::requireEnded);
    }

    private void requireEnded(Due due) {
        Kin child = due.child;
        if (child.known && !child.ended && fates.processEnd(child.actor) == null) {
            throw new Violation(
                    "orphan-lives-on",
                    child.actor + " has not ended, although its parent's time was over with " + due.because.event()
                            + " at " + Violation.at(due.because));
        }
    }

    private static Violation orphan(Kin child, Kin parent, Entry entry) {
        return new Violation(
                "orphan",
                child.actor + " lives without its parent " + parent.actor + ", after " + entry.event() + " at "
                        + Violation.at(entry));
    }
}
