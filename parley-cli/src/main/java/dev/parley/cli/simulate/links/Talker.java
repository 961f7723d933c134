package dev.parley.cli.simulate.links;

import dev.parley.Actor;
import dev.parley.ActorContext;
import dev.parley.ActorRef;
import dev.parley.Kind;
import dev.parley.ReplyTo;
import dev.parley.Result;
import dev.parley.Terminated;
import dev.parley.cli.simulate.diary.Diary;
import dev.parley.testkit.history.Event;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * An actor that does with actors elsewhere whatever can be done: talks to them, also to those that ended long ago,
 * watches them, asks them, has children among them. It writes down what it does and what comes of it.
 */
final class Talker implements Actor<Talker.Msg> {
    private static final Duration TICK = Duration.ofMillis(100);
    private static final int MOST_KNOWN = 16;
    private static final int MOST_CHILDREN = 4;
    private static final int MOST_FIRST_WORDS = 3;
    private static final int BURST = 30;
    /** Longer than a run: such a request must be ended by what happens to its target, or to the way there. */
    private static final Duration PATIENCE = Duration.ofMinutes(30);

    private static final int PATIENCE_ODDS = 4;
    private static final int END_ODDS = 150;
    private static final int DOZE_ODDS = 3;
    private static final int LONGEST_DOZE_MILLIS = 250;

    private final Surroundings here;
    private final Kind<Offspring.Cmd, Offspring.Args> offspring;
    private final RandomGenerator random;
    private final ArrayDeque<ActorRef<Talk>> known = new ArrayDeque<>();
    private final Map<ActorRef<?>, Long> watches = new LinkedHashMap<>();
    private final List<ActorRef<Offspring.Cmd>> children = new ArrayList<>();
    private final List<Later> later = new ArrayList<>();
    private Correspondence letters;
    private long instance;
    private long lastWatch;
    private long lastRequest;
    private boolean awake = true;

    /** What it handles. */
    sealed interface Msg permits Talk, Own {}

    /** What it tells itself. */
    sealed interface Own extends Msg {}

    private record Tick() implements Own {}

    private record Heard(long watch, Terminated end) implements Own {}

    private record Replied(long request, Result<Long> result) implements Own {}

    private record Later(ReplyTo<Long> to, long answer) {}

    Talker(Surroundings here, Kind<Offspring.Cmd, Offspring.Args> offspring) {
        this.here = here;
        this.offspring = offspring;
        this.random = here.random();
        this.letters = new Correspondence(here.diary(), "");
    }

    @Override
    public void onStart(ActorContext<Msg> ctx) {
        letters = new Correspondence(here.diary(), here.diary().known(ctx.self()));
        instance = here.diary().nextInstance(letters.self());
        lastWatch = instance << 32; // numbers of earlier instances are not used again
        lastRequest = lastWatch;
        write(new Event.Started(letters.self(), "", instance));
        here.introduce(ctx.adapter(Talk.class, talk -> talk));
        ctx.every(TICK, new Tick());
    }

    @Override
    public void onMessage(Msg message, ActorContext<Msg> ctx) throws InterruptedException {
        switch (message) {
            case Talk.Say say -> letters.heard(say);
            case Talk.Meet(ActorRef<Talk> who) -> meet(who);
            case Talk.MeetPrey(ActorRef<Prey.Cmd> prey) -> meetPrey(prey, ctx);
            case Talk.Doze(long millis) -> doze(millis, ctx);
            case Talk.Question question -> answer(question, ctx);
            case Heard heard -> heard(heard);
            case Replied(long request, Result<Long> result) ->
                write(new Event.Answered(letters.self(), request, Diary.outcome(result)));
            case Tick() -> tick(ctx);
        }
    }

    private void write(Event event) {
        here.diary().write(event);
    }

    // ---- acquaintances

    private void meet(ActorRef<Talk> who) {
        if (!known.contains(who)) {
            here.welcome(who);
            known.addLast(who); // those of earlier lives stay: what is sent to them must reach nobody
            if (known.size() > MOST_KNOWN) {
                known.removeFirst();
            }
        }
    }

    private void meetPrey(ActorRef<Prey.Cmd> prey, ActorContext<Msg> ctx) {
        watch(prey, ctx);
        prey.tell(new Prey.Feed(ctx.adapter(Talk.class, talk -> talk)));
    }

    private void watch(ActorRef<?> target, ActorContext<Msg> ctx) {
        long watch = ++lastWatch;
        write(new Event.Watched(letters.self(), Diary.name(target), watch));
        watches.put(target, watch);
        ctx.watch(target, end -> new Heard(watch, end));
    }

    private void heard(Heard heard) {
        Terminated end = heard.end();
        write(new Event.Terminated(letters.self(), Diary.name(end.ref()), heard.watch(), Diary.end(end.reason())));
        watches.remove(end.ref());
        if (children.remove(end.ref()) && end.reason() instanceof Terminated.SpawnFailed(String why)) {
            write(new Event.SpawnRefused(letters.self(), Diary.name(end.ref()), why));
        }
    }

    private void answer(Talk.Question question, ActorContext<Msg> ctx) {
        long answer = question.number() + 1;
        switch (question.manner()) {
            case AT_ONCE -> ctx.reply(question, answer);
            case LATER -> later.add(new Later(ctx.replyTo(question), answer));
            case REJECTED -> ctx.reject(question, "as it was wanted");
            case FORGOTTEN -> {} // which the asker must be told
        }
    }

    // ---- what it does by itself

    private void tick(ActorContext<Msg> ctx) {
        awake = true;
        later.forEach(answer -> answer.to().reply(answer.answer()));
        later.clear();
        if (here.isCalm() || known.isEmpty()) {
            return;
        }
        if (random.nextInt(END_ODDS) == 0) {
            ctx.stop();
            return;
        }
        switch (random.nextInt(10)) {
            case 0, 1, 2, 3 -> letters.say(anyone());
            case 4 -> burst(anyone());
            case 5, 6 -> ask(anyone(), ctx);
            case 7 -> unwatch(ctx);
            case 8 -> spawn(ctx);
            default -> advise();
        }
    }

    private ActorRef<Talk> anyone() {
        return known.stream().skip(random.nextInt(known.size())).findFirst().orElseThrow();
    }

    /** Not twice between two ticks: however many ask for it, what waits here must not become too old for its judge. */
    private void doze(long millis, ActorContext<Msg> ctx) throws InterruptedException {
        if (awake) {
            awake = false;
            ctx.sleep(Duration.ofMillis(millis));
        }
    }

    private void burst(ActorRef<Talk> to) {
        if (random.nextInt(DOZE_ODDS) == 0) {
            to.tell(new Talk.Doze(50 + random.nextInt(LONGEST_DOZE_MILLIS)));
        }
        for (int i = 0; i < BURST; i++) {
            letters.say(to);
        }
    }

    private void ask(ActorRef<Talk> whom, ActorContext<Msg> ctx) {
        long request = ++lastRequest;
        Duration limit = random.nextInt(PATIENCE_ODDS) == 0 ? PATIENCE : Duration.ofMillis(200 + random.nextInt(3_000));
        Talk.Manner[] manners = Talk.Manner.values();
        Talk.Manner manner = random.nextBoolean() ? Talk.Manner.AT_ONCE : manners[random.nextInt(manners.length)];
        write(new Event.Asked(letters.self(), Diary.name(whom), request, limit.toNanos()));
        ctx.ask(whom, new Talk.Question(request, manner), limit, result -> new Replied(request, result));
    }

    private void unwatch(ActorContext<Msg> ctx) {
        watches.keySet().stream()
                .filter(target -> !children.contains(target)) // what becomes of them must be heard
                .skip(random.nextInt(10))
                .findFirst()
                .ifPresent(target -> unwatch(target, ctx));
    }

    private void unwatch(ActorRef<?> target, ActorContext<Msg> ctx) {
        Long watch = watches.remove(target);
        if (watch != null) {
            ctx.unwatch(target);
            write(new Event.Unwatched(letters.self(), watch));
        }
    }

    private void spawn(ActorContext<Msg> ctx) {
        if (children.size() < MOST_CHILDREN) {
            Offspring.Args args = new Offspring.Args(letters.self(), ctx.adapter(Talk.class, talk -> talk));
            ActorRef<Offspring.Cmd> child = ctx.spawnOn(here.nodeNear(anyone()), offspring, args);
            write(new Event.SpawnWanted(letters.self(), Diary.name(child)));
            children.add(child);
            watch(child, ctx);
            for (int i = random.nextInt(MOST_FIRST_WORDS + 1); i > 0; i--) {
                advise(child); // which waits here until the child lives
            }
        }
    }

    private void advise() {
        if (children.isEmpty()) {
            return;
        }
        ActorRef<Offspring.Cmd> child = children.get(random.nextInt(children.size()));
        if (random.nextInt(8) == 0) {
            child.tell(new Offspring.Leave());
        } else {
            advise(child);
        }
    }

    private void advise(ActorRef<Offspring.Cmd> child) {
        String name = Diary.name(child);
        long number = here.diary().nextNumber(letters.self(), name);
        write(new Event.Sent(letters.self(), name, number));
        child.tell(new Offspring.Advice(letters.self(), name, number));
    }

    @Override
    public void onStop(ActorContext<Msg> ctx) {
        write(new Event.InstanceEnded(letters.self(), instance));
    }
}
