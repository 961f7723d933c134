package dev.parley.remote.link;

import dev.parley.ActorAddress;
import dev.parley.Terminated;
import dev.parley.remote.translation.Addresses;
import dev.parley.spi.Watcher;
import dev.parley.wire.WireRef;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who here watches whom over a link. Each entry ends with exactly one {@code Terminated}, with unwatch, or with the
 * link incarnation.
 *
 * <p>Threading: the loop.
 */
final class OutgoingWatches {
    /** By target first, because a failed spawn ends all watches on one target. */
    private final Map<ActorAddress, Map<ActorAddress, Outgoing.Watch>> byTarget = new LinkedHashMap<>();

    /** False when the same watcher watched already; then the newer one replaces it. */
    boolean add(Outgoing.Watch watch) {
        return byTarget.computeIfAbsent(watch.target().address(), _ -> new LinkedHashMap<>(2))
                        .put(watch.watcher().address(), watch)
                == null;
    }

    /** False when that watcher does not watch any more. */
    boolean remove(ActorAddress target, Watcher watcher) {
        Map<ActorAddress, Outgoing.Watch> watches = byTarget.get(target);
        Outgoing.@Nullable Watch known = watches == null ? null : watches.get(watcher.address());
        if (watches == null || known == null || !known.watcher().equals(watcher)) {
            return false;
        }
        watches.remove(watcher.address());
        if (watches.isEmpty()) {
            byTarget.remove(target);
        }
        return true;
    }

    /** Whether that watcher still waits for that end. */
    boolean contains(ActorAddress target, ActorAddress watcher) {
        Map<ActorAddress, Outgoing.Watch> watches = byTarget.get(target);
        return watches != null && watches.containsKey(watcher);
    }

    /** The news for one watcher has come. */
    void ended(WireRef target, WireRef watcher, Terminated.Reason reason) {
        Map<ActorAddress, Outgoing.Watch> watches = byTarget.get(Addresses.address(target));
        Outgoing.Watch watch = watches == null ? null : watches.remove(Addresses.address(watcher));
        if (watches != null && watches.isEmpty()) {
            byTarget.remove(Addresses.address(target));
        }
        if (watch != null) {
            watch.watcher().terminated(watch.target(), reason);
        }
    }

    /** A target has ended for all who watch it. */
    void endAll(ActorAddress target, Terminated.Reason reason) {
        Map<ActorAddress, Outgoing.Watch> watches = byTarget.remove(target);
        if (watches != null) {
            tell(new ArrayList<>(watches.values()), reason);
        }
    }

    /** The link incarnation is over. */
    void endAll(Terminated.Reason reason) {
        List<Outgoing.Watch> all = new ArrayList<>();
        byTarget.values().forEach(watches -> all.addAll(watches.values()));
        byTarget.clear();
        tell(all, reason);
    }

    private static void tell(List<Outgoing.Watch> watches, Terminated.Reason reason) {
        watches.forEach(watch -> watch.watcher().terminated(watch.target(), reason));
    }
}
