package dev.parley.examples;

import dev.parley.Actor;
import dev.parley.ActorContext;
import dev.parley.ActorRef;
import dev.parley.Kind;
import dev.parley.Protocol;
import dev.parley.ReplyTo;
import dev.parley.Request;
import dev.parley.Result;
import dev.parley.Terminated;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Function;

/**
 * Work pulling: a job waits in the pool until a worker is idle, so no worker has a queue. What a dead worker had in
 * hand is rejected.
 *
 * @param <J> a job
 * @param <R> its result
 */
public final class WorkPool<J, R> implements Actor<WorkPool.Command<J, R>> {
    /** What the pool understands. */
    public sealed interface Command<J, R> {}

    /** Wants a job done. */
    public record Submit<J, R>(J job) implements Command<J, R>, Request<Command<J, R>, R> {}

    /** A worker offers itself. */
    public record Join<J, R>(ActorRef<Worker.Order<J, R>> worker) implements Command<J, R> {}

    private record Finished<J, R>(ActorRef<Worker.Order<J, R>> worker, ReplyTo<R> asker, Result<R> result)
            implements Command<J, R> {}

    private record Lost<J, R>(Terminated end) implements Command<J, R> {}

    private record Waiting<J, R>(J job, ReplyTo<R> asker) {}

    /** The arguments of {@link #LENGTHS}: none. */
    public record Nothing() {}

    /** A pool that can be spawned from another node; its protocol is generic, so it takes a type token. */
    public static final Kind<Command<String, Integer>, Nothing> LENGTHS =
            Kind.of("lengths", new Protocol<Command<String, Integer>>() {}, Nothing.class, _ -> new WorkPool<>());

    private final Deque<Waiting<J, R>> waiting = new ArrayDeque<>();
    private final Set<ActorRef<Worker.Order<J, R>>> living = new LinkedHashSet<>();
    private final Deque<ActorRef<Worker.Order<J, R>>> idle = new ArrayDeque<>();

    @Override
    public void onMessage(Command<J, R> message, ActorContext<Command<J, R>> ctx) {
        switch (message) {
            case Submit<J, R> submit -> waiting.add(new Waiting<>(submit.job(), ctx.replyTo(submit)));
            case Join<J, R>(var worker) -> {
                ctx.watch(worker, Lost::new);
                living.add(worker);
                idle.add(worker);
            }
            case Finished<J, R>(var worker, var asker, Result.Ok<R>(var value)) -> {
                asker.reply(value);
                rest(worker);
            }
            case Finished<J, R>(var worker, var asker, Result.Err<R>(var failure)) -> {
                asker.reject(failure.sentence());
                rest(worker);
            }
            case Lost<J, R>(Terminated end) -> {
                living.removeIf(worker -> worker.equals(end.ref()));
                idle.removeIf(worker -> worker.equals(end.ref()));
            }
        }
        handOut(ctx);
    }

    /** Unless it has ended: what becomes of its job may be heard after that. */
    private void rest(ActorRef<Worker.Order<J, R>> worker) {
        if (living.contains(worker)) {
            idle.add(worker);
        }
    }

    private void handOut(ActorContext<Command<J, R>> ctx) {
        while (!waiting.isEmpty() && !idle.isEmpty()) {
            var worker = idle.remove();
            var next = waiting.remove();
            ctx.ask(worker, new Worker.Do<J, R>(next.job()), result -> new Finished<>(worker, next.asker(), result));
        }
    }

    /** Does one job at a time, on a thread that may block. */
    public static final class Worker<J, R> implements Actor<Worker.Order<J, R>> {
        /** What a worker understands. */
        public sealed interface Order<J, R> {}

        /** Does a job. */
        public record Do<J, R>(J job) implements Order<J, R>, Request<Order<J, R>, R> {}

        private final Function<J, R> work;

        /** A worker that does this. */
        public Worker(Function<J, R> work) {
            this.work = work;
        }

        @Override
        public void onMessage(Order<J, R> message, ActorContext<Order<J, R>> ctx) {
            switch (message) {
                case Do<J, R> order -> ctx.pipe(order, () -> work.apply(order.job()));
            }
        }
    }
}
