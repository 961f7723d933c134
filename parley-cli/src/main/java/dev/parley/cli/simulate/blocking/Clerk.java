package dev.parley.cli.simulate.blocking;

import dev.parley.Actor;
import dev.parley.ActorContext;
import dev.parley.ActorRef;
import dev.parley.AskException;
import dev.parley.Failure;
import dev.parley.Request;
import dev.parley.Result;
import dev.parley.cli.simulate.diary.Diary;
import dev.parley.testkit.history.Event;
import java.time.Duration;

/**
 * An actor that does a job by blocking in whatever Java blocks in, and by asking a clerk of the floor below, mostly on
 * another node. Floors go down only, so no request waits for itself.
 */
final class Clerk implements Actor<Clerk.Cmd> {
    private static final Duration TICK = Duration.ofMillis(100);
    private static final Duration LIMIT = Duration.ofSeconds(2);

    private final Office office;
    private final int floor;
    private String self = "";
    private long lastRequest;

    /** What it handles. */
    sealed interface Cmd {}

    /** Wants the number of clerks that took part. */
    record Job() implements Cmd, Request<Cmd, Integer> {}

    /** Of clerks of the highest floor, who have a job done now and then. */
    record Tick() implements Cmd {}

    Clerk(Office office, int floor) {
        this.office = office;
        this.floor = floor;
    }

    @Override
    public void onStart(ActorContext<Cmd> ctx) {
        self = Diary.name(ctx.self());
        office.diary().write(new Event.Started(self, "", 1));
        if (floor == Office.HIGHEST_FLOOR) {
            ctx.every(TICK, new Tick());
        }
    }

    @Override
    public void onMessage(Cmd message, ActorContext<Cmd> ctx) throws Exception {
        switch (message) {
            case Job job -> {
                office.block(ctx);
                ctx.reply(job, floor == 0 ? 1 : 1 + below());
            }
            case Tick() -> {
                if (!office.isCalm()) {
                    below();
                }
            }
        }
    }

    /** Asks and waits. */
    private int below() {
        ActorRef<Cmd> other = office.anyOn(floor - 1);
        long request = ++lastRequest;
        office.diary().write(new Event.Asked(self, Diary.name(other), request, LIMIT.toNanos()));
        Result<Integer> result;
        try {
            result = new Result.Ok<>(other.ask(new Job(), LIMIT));
        } catch (AskException e) {
            result = new Result.Err<>(e.failure());
            if (e.failure() instanceof Failure.Cycle cycle) {
                office.complainOfCycle(self, cycle);
            }
        }
        office.diary().write(new Event.Answered(self, request, Diary.outcome(result)));
        return result instanceof Result.Ok<Integer>(Integer clerks) ? clerks : 0;
    }

    @Override
    public void onStop(ActorContext<Cmd> ctx) {
        office.diary().write(new Event.InstanceEnded(self, 1));
    }
}
