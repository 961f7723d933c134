package dev.parley.testkit.history;

import dev.parley.Actor;
import dev.parley.ActorAddress;
import dev.parley.ActorContext;
import dev.parley.ActorRef;
import dev.parley.Failure;
import dev.parley.Request;
import dev.parley.Result;
import dev.parley.Terminated.Crashed;
import dev.parley.Terminated.NodeDown;
import dev.parley.Terminated.Reason;
import dev.parley.Terminated.SpawnFailed;
import dev.parley.Terminated.Stopped;
import dev.parley.testkit.history.Event.Answered;
import dev.parley.testkit.history.Event.Asked;
import dev.parley.testkit.history.Event.Delivered;
import dev.parley.testkit.history.Event.End;
import dev.parley.testkit.history.Event.InstanceEnded;
import dev.parley.testkit.history.Event.Outcome;
import dev.parley.testkit.history.Event.Sent;
import dev.parley.testkit.history.Event.Started;
import dev.parley.testkit.history.Event.Terminated;
import dev.parley.testkit.history.Event.Threw;
import dev.parley.testkit.history.Event.Unwatched;
import dev.parley.testkit.history.Event.Watched;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** A real actor that does as it is told and writes down everything. */
final class Walker implements Actor<Walker.Cmd> {
    sealed interface Cmd {}

    record Note(String from, long number, boolean fails) implements Cmd {}

    record Question() implements Cmd, Request<Cmd, Integer> {}

    record Send(ActorRef<Cmd> to, boolean fails) implements Cmd {}

    record Ask(ActorRef<Cmd> target) implements Cmd {}

    record Watch(ActorRef<Cmd> target) implements Cmd {}

    record Unwatch(ActorRef<Cmd> target) implements Cmd {}

    record Spawn() implements Cmd {}

    record Stop() implements Cmd {}

    record Heard(String target, long watch, End reason) implements Cmd {}

    record Got(long request, Outcome outcome) implements Cmd {}

    /** What all walkers of one simulation have in common; its one thread needs no locks. */
    static final class Notebook {
        final History history;
        final Map<Pair, Long> numbers = new HashMap<>();
        private long last;

        Notebook(History history) {
            this.history = history;
        }

        void add(String actor, Event event) {
            history.add(Actors.node(actor), event);
        }

        long next() {
            return ++last;
        }
    }

    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final Notebook notebook;
    private final String parent;
    private final long instance;
    private final Map<String, Long> watches = new HashMap<>();
    private String self = "";

    Walker(Notebook notebook, String parent, AtomicLong instances) {
        this.notebook = notebook;
        this.parent = parent;
        this.instance = instances.incrementAndGet();
    }

    /** Each host has one process in these runs. */
    static String name(ActorAddress address) {
        return address.node().host() + ".1" + address.path() + "#" + address.incarnation();
    }

    static End end(Reason reason) {
        return switch (reason) {
            case Stopped _ -> End.STOPPED;
            case Crashed _ -> End.CRASHED;
            case NodeDown _ -> End.NODE_DOWN;
            case SpawnFailed _ -> End.SPAWN_FAILED;
        };
    }

    @Override
    public void onStart(ActorContext<Cmd> ctx) {
        self = name(ctx.self().address());
        notebook.add(self, new Started(self, parent, instance));
    }

    @Override
    public void onStop(ActorContext<Cmd> ctx) {
        notebook.add(self, new InstanceEnded(self, instance));
    }

    @Override
    public void onMessage(Cmd message, ActorContext<Cmd> ctx) {
        switch (message) {
            case Note(String from, long number, boolean fails) -> noted(new Delivered(from, self, number), fails);
            case Question question -> ctx.reply(question, 42);
            case Send(ActorRef<Cmd> to, boolean fails) -> send(to, fails);
            case Ask(ActorRef<Cmd> target) -> ask(target, ctx);
            case Watch(ActorRef<Cmd> target) -> watch(target, ctx);
            case Unwatch(ActorRef<Cmd> target) -> unwatch(target, ctx);
            case Spawn() -> {
                AtomicLong instances = new AtomicLong();
                ctx.spawn("child" + notebook.next(), () -> new Walker(notebook, self, instances));
            }
            case Stop() -> ctx.stop();
            case Heard(String target, long watch, End reason) -> {
                watches.remove(target);
                notebook.add(self, new Terminated(self, target, watch, reason));
            }
            case Got(long request, Outcome outcome) -> notebook.add(self, new Answered(self, request, outcome));
        }
    }

    private void noted(Delivered delivered, boolean fails) {
        notebook.add(self, delivered);
        if (fails) {
            notebook.add(self, new Threw(self));
            throw new IllegalStateException("told to fail");
        }
    }

    private void send(ActorRef<Cmd> to, boolean fails) {
        String name = name(to.address());
        long number = notebook.numbers.merge(new Pair(self, name), 1L, Long::sum);
        notebook.add(self, new Sent(self, name, number));
        to.tell(new Note(self, number, fails));
    }

    private void ask(ActorRef<Cmd> target, ActorContext<Cmd> ctx) {
        long request = notebook.next();
        notebook.add(self, new Asked(self, name(target.address()), request, LIMIT.toNanos()));
        ctx.ask(target, new Question(), LIMIT, result -> new Got(request, outcome(result)));
    }

    private void watch(ActorRef<Cmd> target, ActorContext<Cmd> ctx) {
        String name = name(target.address());
        long watch = notebook.next();
        watches.put(name, watch);
        notebook.add(self, new Watched(self, name, watch));
        ctx.watch(target, news -> new Heard(name, watch, end(news.reason())));
    }

    private void unwatch(ActorRef<Cmd> target, ActorContext<Cmd> ctx) {
        Long watch = watches.remove(name(target.address()));
        if (watch != null) {
            notebook.add(self, new Unwatched(self, watch));
            ctx.unwatch(target);
        }
    }

    private static Outcome outcome(Result<Integer> result) {
        return switch (result) {
            case Result.Ok<Integer> _ -> Outcome.VALUE;
            case Result.Err<Integer>(Failure failure) ->
                switch (failure) {
                    case Failure.Timeout _ -> Outcome.TIMEOUT;
                    case Failure.TargetDown _ -> Outcome.TARGET_DOWN;
                    case Failure.Refused _ -> Outcome.REFUSED;
                    case Failure.Rejected _ -> Outcome.REJECTED;
                    case Failure.Unanswered _ -> Outcome.UNANSWERED;
                    case Failure.Crashed _ -> Outcome.CRASHED;
                    case Failure.Cycle _ -> Outcome.CYCLE;
                };
        };
    }
}
