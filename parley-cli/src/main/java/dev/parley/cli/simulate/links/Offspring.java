package dev.parley.cli.simulate.links;

import dev.parley.Actor;
import dev.parley.ActorContext;
import dev.parley.ActorRef;
import dev.parley.Kind;
import dev.parley.cli.simulate.diary.Diary;
import dev.parley.testkit.history.Event;
import java.time.Duration;
import java.util.function.Supplier;

/** A child that a talker spawns on another node: it writes home, and fails now and then. */
final class Offspring implements Actor<Offspring.Cmd> {
    private static final Duration TICK = Duration.ofMillis(200);
    private static final int FAILURE_ODDS = 25;

    private final Surroundings here;
    private final Diary diary;
    private final Args args;
    private long instance;
    private Correspondence letters;

    /** What it handles. */
    sealed interface Cmd {}

    /** A numbered message from its parent. */
    record Advice(String from, String to, long number) implements Cmd, Diary.Numbered {}

    /** It has lived long enough. */
    record Leave() implements Cmd {}

    /** Write home. */
    record Tick() implements Cmd {}

    /** Whose child it is, and where to write. */
    record Args(String parent, ActorRef<Talk> home) {}

    private Offspring(Surroundings here, Args args) {
        this.here = here;
        this.diary = here.diary();
        this.args = args;
        this.letters = new Correspondence(diary, "");
    }

    /** What one process can spawn for others. */
    static Kind<Cmd, Args> kind(Supplier<Surroundings> here) {
        return Kind.of("offspring", Cmd.class, Args.class, args -> new Offspring(here.get(), args));
    }

    @Override
    public void onStart(ActorContext<Cmd> ctx) {
        letters = new Correspondence(diary, diary.known(ctx.self()));
        instance = diary.nextInstance(letters.self());
        diary.write(new Event.Started(letters.self(), args.parent(), instance));
        ctx.every(TICK, new Tick());
    }

    @Override
    public void onMessage(Cmd message, ActorContext<Cmd> ctx) {
        switch (message) {
            case Advice(String from, String _, long number) ->
                diary.write(new Event.Delivered(from, letters.self(), number));
            case Leave() -> ctx.stop();
            case Tick() when here.isCalm() -> {}
            case Tick() -> {
                if (here.random().nextInt(FAILURE_ODDS) == 0) {
                    diary.write(new Event.Threw(letters.self()));
                    throw new IllegalStateException("fell over");
                }
                letters.say(args.home());
            }
        }
    }

    @Override
    public void onStop(ActorContext<Cmd> ctx) {
        diary.write(new Event.InstanceEnded(letters.self(), instance));
    }
}
