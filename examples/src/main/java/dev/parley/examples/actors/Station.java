package dev.parley.examples.actors;

import dev.parley.Actor;
import dev.parley.ActorContext;
import dev.parley.ActorRef;
import dev.parley.Request;
import dev.parley.SpawnOption;
import dev.parley.SupervisorStrategy;
import dev.parley.SupervisorStrategy.Directive;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** A parent that says at spawn what happens when a child fails. */
public final class Station implements Actor<Station.Find> {
    /** Which meter has that name? */
    public record Find(String name) implements Request<Find, ActorRef<Meter.Command>> {}

    private final Map<String, ActorRef<Meter.Command>> meters = new HashMap<>();

    @Override
    public void onStart(ActorContext<Find> ctx) {
        spawn("plain", ctx); // restart: 3 times a minute at most, pauses of 10 ms to 5 s
        spawn(
                "patient",
                ctx,
                SupervisorStrategy.restart()
                        .limit(10, Duration.ofHours(1))
                        .backoff(Duration.ofSeconds(1), Duration.ofMinutes(5)),
                SpawnOption.mailbox(1_000));
        spawn("tolerant", ctx, SupervisorStrategy.resume());
        spawn(
                "choosy",
                ctx,
                SupervisorStrategy.stop()
                        .on(IllegalArgumentException.class, Directive.RESUME)
                        .on(RuntimeException.class, Directive.RESTART));
        spawn("fragile", ctx, SupervisorStrategy.stop());
        spawn("vital", ctx, SupervisorStrategy.escalate());
    }

    private void spawn(String name, ActorContext<Find> ctx, SpawnOption... options) {
        meters.put(name, ctx.spawn(name, Meter::new, options));
    }

    @Override
    public void onMessage(Find find, ActorContext<Find> ctx) {
        ActorRef<Meter.Command> meter = meters.get(find.name());
        if (meter == null) {
            ctx.reject(find, "no meter is named " + find.name());
        } else {
            ctx.reply(find, meter);
        }
    }
}
