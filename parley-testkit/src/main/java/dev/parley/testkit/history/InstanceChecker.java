package dev.parley.testkit.history;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An actor has one instance at a time, gets messages only while it has one, and after a failure either gets another or
 * ends; nothing happens to it after its end.
 *
 * <p>Kinds: {@code two-instances}, {@code instance-not-grown}, {@code started-after-end},
 * {@code instance-ended-unstarted}, {@code ended-while-running}, {@code ended-twice}, {@code delivered-after-end},
 * {@code delivered-between-instances}; at the end {@code instance-not-replaced}.
 */
final class InstanceChecker implements Checker {
    private final Map<String, Life> lives = new LinkedHashMap<>();
    /** The first message of each actor of whose life nothing was written down by then. */
    private final Map<String, Entry> unborn = new HashMap<>();

    private final Fates fates = new Fates();

    private static final class Life {
        long lastInstance = Long.MIN_VALUE;
        boolean running;
        /** What happened last. */
        @Nullable
        Entry last;

        boolean ended;
    }

    @Override
    public void on(Entry entry) {
        fates.on(entry);
        switch (entry.event()) {
            case Event.LifeEvent event -> life(event, entry);
            case Event.Delivered message -> delivered(message, entry);
            default -> {} // no life is touched
        }
    }

    private void life(Event.LifeEvent event, Entry entry) {
        Life life = lives.computeIfAbsent(event.actor(), _ -> new Life());
        Entry early = event instanceof Event.Started ? unborn.remove(event.actor()) : null;
        if (early != null && life.last == null) {
            throw violation(
                    "delivered-between-instances", event.actor(), early.event().toString(), life, early);
        }
        String broken = switch (event) {
            case Event.Started started -> started(life, started.instance());
            case Event.InstanceEnded over -> instanceEnded(life, over.instance());
            case Event.Ended _ -> ended(life);
            case Event.Threw _ -> null;
        };
        if (broken != null) {
            throw violation(broken, event.actor(), event.toString(), life, entry);
        }
        life.last = entry;
    }

    private static @Nullable String started(Life life, long instance) {
        if (life.ended) {
            return "started-after-end";
        }
        if (life.running) {
            return "two-instances";
        }
        if (instance <= life.lastInstance) {
            return "instance-not-grown";
        }
        life.running = true;
        life.lastInstance = instance;
        return null;
    }

    private static @Nullable String instanceEnded(Life life, long instance) {
        if (!life.running || instance != life.lastInstance) {
            return "instance-ended-unstarted";
        }
        life.running = false;
        return null;
    }

    private static @Nullable String ended(Life life) {
        if (life.ended) {
            return "ended-twice";
        }
        if (life.running) {
            return "ended-while-running";
        }
        life.ended = true;
        return null;
    }

    private void delivered(Event.Delivered message, Entry entry) {
        Life life = lives.get(message.to());
        if (life == null) {
            unborn.putIfAbsent(message.to(), entry);
        } else if (!life.running) {
            throw violation(
                    life.ended ? "delivered-after-end" : "delivered-between-instances",
                    message.to(),
                    "message " + message.number() + " from " + message.from(),
                    life,
                    entry);
        }
    }

    @Override
    public void end() {
        lives.forEach((actor, life) -> {
            Entry last = life.last;
            if (!life.running && !life.ended && last != null && fates.processEnd(actor) == null) {
                throw new Violation(
                        "instance-not-replaced",
                        "nothing followed " + last.event() + " of " + actor + " at " + Violation.at(last));
            }
        });
    }

    private static Violation violation(String kind, String actor, String what, Life life, Entry entry) {
        Entry last = life.last;
        String after = last == null ? ", its first event" : ", after " + last.event() + " at " + Violation.at(last);
        return new Violation(kind, actor + " had " + what + " at " + Violation.at(entry) + after);
    }
}
