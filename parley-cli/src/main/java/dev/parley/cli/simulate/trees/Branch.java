package dev.parley.cli.simulate.trees;

import dev.parley.Actor;
import dev.parley.ActorContext;
import dev.parley.ActorRef;
import dev.parley.Cancellable;
import dev.parley.Request;
import dev.parley.Result;
import dev.parley.SupervisorStrategy;
import dev.parley.Terminated;
import dev.parley.cli.simulate.diary.Diary;
import dev.parley.testkit.history.Event;
import dev.parley.testkit.history.Violation;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A part of a tree of actors that fails wherever user code can fail: in its factory, in onStart, in a handler, in
 * onStop. In between it works with its children: tells, asks, watches, stops, stashes, sets timers and takes them back.
 */
final class Branch implements Actor<Branch.Msg> {
    private static final Duration TICK = Duration.ofMillis(100);
    private static final int DEEPEST = 4;
    private static final int MOST_CHILDREN = 3;

    private final Grove grove;
    private final String parent;
    private final int depth;
    private final Map<ActorRef<?>, Long> watches = new HashMap<>();
    private final Set<ActorRef<Msg>> children = new LinkedHashSet<>();
    private final Set<Long> cancelled = new HashSet<>();
    private String self = "";
    private long instance;
    private long lastWatch;
    private long lastRequest;
    private long lastTimer;
    private boolean holding;
    private Cancellable timer = () -> {};

    /** What it handles. */
    sealed interface Msg {}

    /** A numbered message from its parent. */
    record Push(String from, String to, long number) implements Msg, Diary.Numbered {}

    /** Wants a value. */
    record Count() implements Msg, Request<Msg, Integer> {}

    private record Tick() implements Msg {}

    private record Rang(long timer) implements Msg {}

    private record Heard(long watch, Terminated end) implements Msg {}

    private record Counted(long request, Result<Integer> result) implements Msg {}

    private Branch(Grove grove, String parent, int depth) {
        this.grove = grove;
        this.parent = parent;
        this.depth = depth;
    }

    /** What makes the root of a tree, or another part of one; it fails now and then. */
    static Supplier<Branch> factory(Grove grove, String parent, int depth) {
        return () -> {
            grove.maybeFail(Grove.Place.FACTORY);
            return new Branch(grove, parent, depth);
        };
    }

    @Override
    public void onStart(ActorContext<Msg> ctx) {
        self = Diary.name(ctx.self());
        instance = grove.diary().nextInstance(self);
        lastWatch = instance << 32; // numbers of earlier instances are not used again
        lastRequest = lastWatch;
        lastTimer = lastWatch;
        write(new Event.Started(self, parent, instance));
        ctx.every(TICK, new Tick());
        failMaybe(Grove.Place.START);
    }

    @Override
    public void onMessage(Msg message, ActorContext<Msg> ctx) {
        switch (message) {
            case Push push -> pushed(push, ctx);
            case Count request -> ctx.reply(request, children.size());
            case Counted(long request, Result<Integer> result) ->
                write(new Event.Answered(self, request, Diary.outcome(result)));
            case Heard(long watch, Terminated end) -> heard(watch, end);
            case Rang(long rang) -> rang(rang);
            case Tick() -> tick(ctx);
        }
    }

    @Override
    public void onStop(ActorContext<Msg> ctx) {
        write(new Event.InstanceEnded(self, instance));
        grove.maybeFail(Grove.Place.STOP);
    }

    private void write(Event event) {
        grove.diary().write(event);
    }

    private void failMaybe(Grove.Place place) {
        if (grove.isFailing(place)) {
            write(new Event.Threw(self));
            throw new IllegalStateException("fails in " + place);
        }
    }

    private void heard(long watch, Terminated end) {
        write(new Event.Terminated(self, Diary.name(end.ref()), watch, Diary.end(end.reason())));
        watches.remove(end.ref());
        children.removeIf(child -> child.equals(end.ref()));
    }

    private void pushed(Push push, ActorContext<Msg> ctx) {
        holding |= grove.chance(8);
        if (holding) { // and all that follow, so that their order stays
            ctx.stash();
            return;
        }
        write(new Event.Delivered(push.from(), self, push.number()));
        failMaybe(Grove.Place.MESSAGE);
    }

    private void rang(long rang) {
        if (cancelled.contains(rang)) {
            grove.complain(new Violation(
                    "tick-after-cancel", self + " handled timer " + rang + " after its cancel had returned"));
        }
    }

    private void tick(ActorContext<Msg> ctx) {
        failMaybe(Grove.Place.MESSAGE);
        if (grove.isCalm()) {
            unstash(ctx);
            return;
        }
        switch (grove.choose(8)) {
            case 0, 1 -> spawn(ctx);
            case 2, 3, 4 -> push();
            case 5 -> ask(ctx);
            case 6 -> setTimer(ctx);
            default -> change(ctx);
        }
    }

    private void change(ActorContext<Msg> ctx) {
        switch (grove.choose(12)) {
            case 0 -> ctx.stop();
            case 1, 2 -> anyChild(ctx::stop);
            case 3, 4 -> anyChild(child -> unwatch(child, ctx));
            default -> unstash(ctx);
        }
    }

    /** Stashed messages are handled now, in their order, before all that came later. */
    private void unstash(ActorContext<Msg> ctx) {
        holding = false;
        ctx.unstashAll();
    }

    private void anyChild(Consumer<ActorRef<Msg>> action) {
        if (!children.isEmpty()) {
            children.stream().skip(grove.choose(children.size())).findFirst().ifPresent(action);
        }
    }

    private void spawn(ActorContext<Msg> ctx) {
        if (depth == DEEPEST || children.size() == MOST_CHILDREN) {
            return;
        }
        SupervisorStrategy strategy = strategy();
        ActorRef<Msg> child = ctx.spawn(factory(grove, self, depth + 1), strategy);
        write(new Event.Supervised(Diary.name(child), self, strategy.directive()));
        children.add(child);
        long watch = ++lastWatch;
        write(new Event.Watched(self, Diary.name(child), watch));
        watches.put(child, watch);
        ctx.watch(child, end -> new Heard(watch, end));
    }

    private SupervisorStrategy strategy() {
        return switch (grove.choose(6)) {
            case 0 -> SupervisorStrategy.stop();
            case 1 -> SupervisorStrategy.resume();
            case 2 -> SupervisorStrategy.escalate();
            case 3 -> SupervisorStrategy.restart().backoff(Duration.ZERO, Duration.ZERO);
            default -> SupervisorStrategy.restart();
        };
    }

    private void push() {
        anyChild(child -> {
            String name = Diary.name(child);
            long number = grove.diary().nextNumber(self, name);
            write(new Event.Sent(self, name, number));
            child.tell(new Push(self, name, number));
        });
    }

    private void ask(ActorContext<Msg> ctx) {
        anyChild(child -> {
            long request = ++lastRequest;
            Duration limit = Duration.ofMillis(50 + grove.choose(2_000));
            write(new Event.Asked(self, Diary.name(child), request, limit.toNanos()));
            ctx.ask(child, new Count(), limit, result -> new Counted(request, result));
        });
    }

    private void unwatch(ActorRef<Msg> child, ActorContext<Msg> ctx) {
        Long watch = watches.remove(child);
        if (watch != null) {
            ctx.unwatch(child);
            write(new Event.Unwatched(self, watch));
        }
    }

    private void setTimer(ActorContext<Msg> ctx) {
        if (grove.chance(2)) {
            timer.cancel();
            cancelled.add(lastTimer);
        }
        long next = ++lastTimer;
        timer = ctx.after(Duration.ofMillis(grove.choose(300)), new Rang(next));
    }
}
