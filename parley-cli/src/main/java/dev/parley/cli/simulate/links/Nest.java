package dev.parley.cli.simulate.links;

import dev.parley.Actor;
import dev.parley.ActorContext;
import dev.parley.ActorRef;
import dev.parley.Kind;
import dev.parley.SupervisorStrategy;
import dev.parley.Terminated;
import java.time.Duration;

/** Keeps one talker alive in its process, and lets prey out for everyone to watch. */
final class Nest implements Actor<Nest.Msg> {
    private static final Duration TICK = Duration.ofMillis(150);
    /** How many live at a time, usually. */
    static final int MOST_PREY = 6;

    private static final int GREETING_ODDS = 4;

    private final Surroundings here;
    private final Kind<Offspring.Cmd, Offspring.Args> offspring;
    private final int mostPrey;
    private int prey;

    /** What it handles. */
    sealed interface Msg {}

    private record Tick() implements Msg {}

    private record TalkerEnded(Terminated end) implements Msg {}

    private record PreyEnded(Terminated end) implements Msg {}

    /** {@code mostPrey}: how many live at a time. */
    Nest(Surroundings here, Kind<Offspring.Cmd, Offspring.Args> offspring, int mostPrey) {
        this.here = here;
        this.offspring = offspring;
        this.mostPrey = mostPrey;
    }

    @Override
    public void onStart(ActorContext<Msg> ctx) {
        startTalker(ctx);
        ctx.every(TICK, new Tick());
    }

    @Override
    public void onMessage(Msg message, ActorContext<Msg> ctx) {
        switch (message) {
            case Tick() -> tick(ctx);
            case TalkerEnded _ -> startTalker(ctx);
            case PreyEnded _ -> prey--;
        }
    }

    private void startTalker(ActorContext<Msg> ctx) {
        ActorRef<Talker.Msg> talker = ctx.spawn("talker", () -> new Talker(here, offspring));
        ctx.watch(talker, TalkerEnded::new);
    }

    private void tick(ActorContext<Msg> ctx) {
        if (here.isCalm()) {
            return;
        }
        if (here.random().nextInt(GREETING_ODDS) == 0) {
            here.greet();
        }
        if (prey < mostPrey) {
            ActorRef<Prey.Cmd> born = ctx.spawn(() -> new Prey(here.diary(), here.random()), SupervisorStrategy.stop());
            ctx.watch(born, PreyEnded::new);
            prey++;
            here.anyTalker().tell(new Talk.MeetPrey(born));
            here.anyTalker().tell(new Talk.MeetPrey(born));
        }
    }
}
