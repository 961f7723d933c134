package dev.parley.cli.simulate.links;

import dev.parley.Actor;
import dev.parley.ActorContext;
import dev.parley.ActorRef;
import dev.parley.cli.simulate.diary.Diary;
import dev.parley.testkit.history.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** An actor that lives shortly, is watched from everywhere, and has something to say until its end. */
final class Prey implements Actor<Prey.Cmd> {
    private static final Duration TICK = Duration.ofMillis(70);
    private static final int END_ODDS = 12;
    private static final int MOST_LISTENERS = 6;

    private final Diary diary;
    private final RandomGenerator random;
    private final List<ActorRef<Talk>> listeners = new ArrayList<>();
    private Correspondence letters;

    /** What it handles; all of it but the tick may come from elsewhere. */
    sealed interface Cmd {}

    /** Talk to that actor from now on. */
    record Feed(ActorRef<Talk> listener) implements Cmd {}

    /** Live on or end. */
    record Tick() implements Cmd {}

    Prey(Diary diary, RandomGenerator random) {
        this.diary = diary;
        this.random = random;
        this.letters = new Correspondence(diary, "");
    }

    @Override
    public void onStart(ActorContext<Cmd> ctx) {
        letters = new Correspondence(diary, diary.known(ctx.self()));
        diary.write(new Event.Started(letters.self(), "", 1));
        ctx.every(TICK, new Tick());
    }

    @Override
    public void onMessage(Cmd message, ActorContext<Cmd> ctx) {
        switch (message) {
            case Feed(ActorRef<Talk> listener) -> {
                if (listeners.size() < MOST_LISTENERS) {
                    listeners.add(listener);
                }
            }
            case Tick() -> {
                listeners.forEach(letters::say);
                if (random.nextInt(END_ODDS) == 0) {
                    listeners.forEach(letters::say); // its last words must not be overtaken by the news of its end
                    if (random.nextBoolean()) {
                        diary.write(new Event.Threw(letters.self()));
                        throw new IllegalStateException("hunted down");
                    }
                    ctx.stop();
                }
            }
        }
    }

    @Override
    public void onStop(ActorContext<Cmd> ctx) {
        diary.write(new Event.InstanceEnded(letters.self(), 1));
    }
}
