package dev.parley.kernel;

import dev.parley.Failure;
import dev.parley.Result;
import dev.parley.Terminated;
import dev.parley.spi.MessageRef;
import dev.parley.spi.ReplySlot;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What one actor waits for, and who waits for it: timers, results, watches, deferred requests. Each piece of news is
 * reserved here before it can come, which is why none is ever refused.
 *
 * <p>All keep their order, so that a simulation repeats.
 *
 * <p>Threading: the thread that runs the cell; deferred requests and timers end on any.
 *
 * <p>Limits: {@code SystemConfig.openPerActor} of each; the next one fails at the call.
 */
final class Openings {
    private final int limit;
    private final Set<OwnTimer> timers = Collections.synchronizedSet(new LinkedHashSet<>(2));
    private final Set<OpenResult> results = new LinkedHashSet<>(2);
    private final Map<MessageRef<?>, OwnWatch> watches = new LinkedHashMap<>(2);
    private final Set<ReplySlot> deferred = Collections.synchronizedSet(new LinkedHashSet<>(2));
    private @Nullable IdleTimer idle;

    Openings(int limit) {
        this.limit = limit;
    }

    void add(OwnTimer timer) {
        reserve(timers.size(), "timers");
        timers.add(timer);
    }

    void add(OpenResult result) {
        reserve(results.size(), "requests");
        results.add(result);
    }

    void add(ReplySlot slot) {
        reserve(deferred.size(), "deferred requests");
        deferred.add(slot);
        slot.onceDone(() -> deferred.remove(slot));
    }

    void watch(Cell cell, MessageRef<?> target, Function<Terminated, ?> wrap) {
        OwnWatch known = watches.get(target);
        if (known != null) {
            known.replace(wrap);
            return;
        }
        Objects.requireNonNull(target, "the actor to watch"); // else it would fail when all watches are taken back
        reserve(watches.size(), "watches");
        OwnWatch watch = new OwnWatch(cell, this, target, wrap);
        watches.put(target, watch);
        target.watch(watch);
    }

    void unwatch(MessageRef<?> target) {
        OwnWatch watch = watches.remove(target);
        if (watch != null) {
            watch.cancel();
        }
    }

    void watchEnded(MessageRef<?> target) {
        watches.remove(target);
    }

    void closed(OwnTimer timer) {
        timers.remove(timer);
    }

    void closed(OpenResult result) {
        results.remove(result);
    }

    void idleTimer(@Nullable IdleTimer next) {
        if (idle != null) {
            idle.cancel();
        }
        idle = next;
        if (next != null) {
            next.start();
        }
    }

    /** A message came from somebody. */
    void heard() {
        if (idle != null) {
            idle.heard();
        }
    }

    /** Takes back all that the instance asked for; who waits for it gets {@code failure}. */
    void cancelAll(Failure failure) {
        idleTimer(null);
        List.copyOf(timers).forEach(OwnTimer::cancel);
        results.forEach(OpenResult::cancel);
        results.clear();
        watches.values().forEach(OwnWatch::cancel);
        watches.clear();
        List.copyOf(deferred).forEach(slot -> slot.complete(new Result.Err<>(failure)));
    }

    private void reserve(int open, String what) {
        if (open >= limit) {
            throw new IllegalStateException("this actor has " + open + " open " + what
                    + ", which is the limit: close some," + " or raise SystemConfig.openPerActor");
        }
    }
}
