package dev.parley.testkit.history;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request ends when its asker's node gives the target's node up, whatever its limit is. What is asked afterwards
 * begins a new link and is judged by its limit again. Kind, at the answer or at the end: {@code outlived-node-down}.
 */
final class NodeDownChecker implements Checker {
    private final long toleranceNanos;
    private final Map<String, Map<Long, Request>> askers = new LinkedHashMap<>();
    private final Fates fates = new Fates();

    private static final class Request {
        final Entry asked;
        final String target;

        /** When the target's node was given up. */
        @Nullable
        Entry down;

        Request(Entry asked, String target) {
            this.asked = asked;
            this.target = target;
        }
    }

    NodeDownChecker(Bounds bounds) {
        this.toleranceNanos = bounds.requestTolerance().toNanos();
    }

    @Override
    public void on(Entry entry) {
        fates.on(entry);
        switch (entry.event()) {
            case Event.Asked(String asker, String target, long request, long _) ->
                askers.computeIfAbsent(asker, _ -> new LinkedHashMap<>())
                        .putIfAbsent(request, new Request(entry, target));
            case Event.Answered(String asker, long request, Event.Outcome _) -> answered(asker, request, entry);
            case Event.InstanceEnded(String actor, long _) -> askers.remove(actor);
            case Event.Ended(String actor, Event.End _) -> askers.remove(actor);
            case Event.PeerDown(String peer) -> down(peer, entry);
            default -> {} // no request is touched
        }
    }

    private void answered(String asker, long number, Entry entry) {
        Map<Long, Request> open = askers.get(asker);
        Request request = open == null ? null : open.remove(number);
        if (request != null && request.down != null && entry.atNanos() - request.down.atNanos() > toleranceNanos) {
            throw violation(request, request.down, "ended at " + Violation.at(entry));
        }
    }

    private void down(String peer, Entry entry) {
        askers.forEach((asker, open) -> {
            if (Actors.isOn(asker, entry.node())) {
                for (Request request : open.values()) {
                    if (request.down == null && Actors.isOn(request.target, peer)) {
                        request.down = entry;
                    }
                }
            }
        });
    }

    @Override
    public void end() {
        askers.forEach((asker, open) -> {
            if (fates.processEnd(asker) == null) {
                for (Request request : open.values()) {
                    if (request.down != null) {
                        throw violation(request, request.down, "did not end");
                    }
                }
            }
        });
    }

    private static Violation violation(Request request, Entry down, String what) {
        return new Violation(
                "outlived-node-down",
                request.asked.event() + " at " + Violation.at(request.asked) + " " + what
                        + ", although the node of its target was given up at " + Violation.at(down));
    }
}
