package dev.parley.testkit.history;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request gets one answer, in time, while the instance that asked is there; none is open at the end.
 *
 * <p>Kinds: {@code asked-twice}, {@code answered-unasked}, {@code answered-twice}, {@code answered-late},
 * {@code answered-after-restart}; at the end {@code request-unanswered}.
 */
final class RequestChecker implements Checker {
    private final long toleranceNanos;
    private final Map<String, Asker> askers = new LinkedHashMap<>();
    private final Fates fates = new Fates();

    private static final class Request {
        final Entry asked;
        final long life;

        @Nullable
        Entry answered;

        Request(Entry asked, long life) {
            this.asked = asked;
            this.life = life;
        }
    }

    private static final class Asker {
        final Map<Long, Request> requests = new LinkedHashMap<>();
        /** Instances that are over. */
        long life;
    }

    RequestChecker(Bounds bounds) {
        this.toleranceNanos = bounds.requestTolerance().toNanos();
    }

    @Override
    public void on(Entry entry) {
        fates.on(entry);
        switch (entry.event()) {
            case Event.Asked event -> {
                Asker asker = askers.computeIfAbsent(event.asker(), _ -> new Asker());
                Request same = asker.requests.putIfAbsent(event.request(), new Request(entry, asker.life));
                if (same != null) {
                    throw violation("asked-twice", event, entry, same.asked);
                }
            }
            case Event.Answered event -> answered(event, entry);
            case Event.InstanceEnded life -> lifeEnded(life.actor());
            case Event.Ended life -> lifeEnded(life.actor());
            default -> {} // no request is touched
        }
    }

    private void answered(Event.Answered event, Entry entry) {
        Asker asker = askers.get(event.asker());
        Request request = asker == null ? null : asker.requests.get(event.request());
        if (asker == null || request == null) {
            throw violation("answered-unasked", event, entry, null);
        }
        if (request.answered != null) {
            throw violation("answered-twice", event, entry, request.answered);
        }
        if (request.life != asker.life) {
            throw violation("answered-after-restart", event, entry, request.asked);
        }
        long tookNanos = entry.atNanos() - request.asked.atNanos();
        if (request.asked.event() instanceof Event.Asked asked && tookNanos - asked.limitNanos() > toleranceNanos) {
            throw violation("answered-late", event, entry, request.asked);
        }
        request.answered = entry;
    }

    private void lifeEnded(String actor) {
        Asker asker = askers.get(actor);
        if (asker != null) {
            asker.life++;
        }
    }

    @Override
    public void end() {
        askers.forEach((name, asker) -> {
            if (fates.processEnd(name) == null) {
                for (Request request : asker.requests.values()) {
                    if (request.answered == null && request.life == asker.life) {
                        throw new Violation(
                                "request-unanswered",
                                "nothing followed " + request.asked.event() + " at " + Violation.at(request.asked));
                    }
                }
            }
        });
    }

    private static Violation violation(String kind, Event.RequestEvent event, Entry entry, @Nullable Entry before) {
        String after = before == null
                ? ", which was never asked"
                : ", after " + before.event() + " at " + Violation.at(before);
        return new Violation(kind, event + " at " + Violation.at(entry) + after);
    }
}
