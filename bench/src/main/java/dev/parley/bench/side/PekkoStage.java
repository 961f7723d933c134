package dev.parley.bench.side;

import com.typesafe.config.Config;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** Apache Pekko typed, by its Java API. */
final class PekkoStage implements Stage {
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final long END_LIMIT_SECONDS = 10;

    private final ActorSystem<Order> system;
    private final Props blocking;

    /** What the guardian does for the stage: only an actor can spawn. */
    private interface Order extends Consumer<ActorContext<Order>> {}

    private enum Go {
        GO
    }

    private record Question(long number, ActorRef<Long> asker) {}

    PekkoStage(String tuning) {
        Config config = PekkoSettings.config(tuning);
        blocking = config.hasPath("bench-blocking") ? DispatcherSelector.fromConfig("bench-blocking") : Props.empty();
        system = ActorSystem.create(
                Behaviors.<Order>setup(ctx -> Behaviors.receiveMessage(order -> {
                    order.accept(ctx);
                    return Behaviors.same();
                })),
                "bench",
                config);
    }

    private <M> ActorRef<M> spawn(Behavior<M> behavior, Props props) {
        CompletableFuture<ActorRef<M>> ref = new CompletableFuture<>();
        system.tell(ctx -> ref.complete(ctx.spawnAnonymous(behavior, props)));
        return ref.join();
    }

    private static <M> Behavior<M> handling(Handler<M> handler) {
        return Behaviors.receiveMessage(message -> {
            handler.on(message);
            return Behaviors.same();
        });
    }

    @Override
    public <M> Post<M> spawn(Handler<M> handler) {
        ActorRef<M> ref = spawn(handling(handler), Props.empty());
        return ref::tell;
    }

    @Override
    public <M> Post<M> spawnBlocking(Handler<M> handler) {
        ActorRef<M> ref = spawn(handling(handler), blocking);
        return ref::tell;
    }

    private ActorRef<Question> answering() {
        return spawn(handling(question -> question.asker().tell(question.number())), Props.empty());
    }

    @Override
    public Echo echo() {
        ActorRef<Question> target = answering();
        return number -> {
            CompletionStage<Long> answer =
                    AskPattern.ask(target, asker -> new Question(number, asker), LIMIT, system.scheduler());
            return answer.toCompletableFuture().join();
        };
    }

    /** A handler must not block here: the answer is a message, and the next question is asked in its turn. */
    @Override
    public void askInTurns(Questions questions) {
        ActorRef<Question> target = answering();
        spawn(
                Behaviors.<Long>setup(ctx -> {
                    askNext(questions, target, ctx);
                    return Behaviors.receiveMessage(answer -> {
                        questions.answered(answer);
                        askNext(questions, target, ctx);
                        return Behaviors.same();
                    });
                }),
                Props.empty());
    }

    private static void askNext(Questions questions, ActorRef<Question> target, ActorContext<Long> ctx) {
        if (!questions.goOn()) {
            questions.ended();
            return;
        }
        long number = questions.next();
        ctx.ask(
                Long.class,
                target,
                LIMIT,
                (ActorRef<Long> asker) -> new Question(number, asker),
                (answer, failure) -> failure == null ? answer : Long.valueOf(-1));
    }

    @Override
    public void family(int children, Offspring offspring) {
        Behavior<Go> mortal = Behaviors.receive(Go.class)
                .onAnyMessage(_ -> {
                    offspring.handled();
                    return Behaviors.stopped();
                })
                .onSignal(PostStop.class, _ -> {
                    offspring.stopped();
                    return Behaviors.same();
                })
                .build();
        spawn(
                        Behaviors.<Go>setup(ctx -> handling(_ -> {
                            for (int i = 0; i < children; i++) {
                                ctx.spawnAnonymous(mortal).tell(Go.GO);
                            }
                        })),
                        Props.empty())
                .tell(Go.GO);
    }

    @Override
    public CompletableFuture<Long> tree(int leaves) {
        CompletableFuture<Long> sum = new CompletableFuture<>();
        ActorRef<PekkoBranch.Word> asker = spawn(
                Behaviors.receiveMessage(word -> {
                    if (word instanceof PekkoBranch.Sum(long value)) {
                        sum.complete(value);
                    }
                    return Behaviors.stopped();
                }),
                Props.empty());
        spawn(PekkoBranch.create(), Props.empty()).tell(new PekkoBranch.Grow(0, leaves, asker));
        return sum;
    }

    @Override
    public void crowd(int children, Runnable handled) {
        Behavior<Go> all = handling(_ -> handled.run());
        spawn(
                        Behaviors.<Go>setup(ctx -> handling(_ -> {
                            for (int i = 0; i < children; i++) {
                                ctx.spawn(all, "a" + i).tell(Go.GO);
                            }
                        })),
                        Props.empty())
                .tell(Go.GO);
    }

    @Override
    public void restarts(Lives lives) {
        Behavior<Go> unlucky = Behaviors.setup(ctx -> {
            lives.born();
            ctx.getSelf().tell(Go.GO);
            return handling(_ -> lives.live());
        });
        spawn(
                Behaviors.supervise(unlucky)
                        .onFailure(SupervisorStrategy.restart().withLoggingEnabled(false)),
                Props.empty());
    }

    @Override
    public void close() {
        system.terminate();
        try {
            system.getWhenTerminated().toCompletableFuture().get(END_LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("Pekko does not end", e);
        }
    }
}
