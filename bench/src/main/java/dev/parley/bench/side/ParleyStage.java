package dev.parley.bench.side;

import dev.parley.Actor;
import dev.parley.ActorContext;
import dev.parley.ActorRef;
import dev.parley.ActorSystem;
import dev.parley.Request;
import dev.parley.SupervisorStrategy;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Parley as it comes. */
final class ParleyStage implements Stage {
    /** Whatever fails begins anew, at once and for ever. */
    private static final SupervisorStrategy FOR_EVER = SupervisorStrategy.restart()
            .limit(Integer.MAX_VALUE, Duration.ofNanos(1))
            .backoff(Duration.ZERO, Duration.ZERO);

    private final ActorSystem system = ActorSystem.start("bench");

    private enum Go {
        GO
    }

    private record Question(long number) implements Request<Question, Long> {}

    /** A child that stops itself. */
    private record Mortal(Offspring offspring) implements Actor<Go> {
        @Override
        public void onMessage(Go message, ActorContext<Go> ctx) {
            offspring.handled();
            ctx.stop();
        }

        @Override
        public void onStop(ActorContext<Go> ctx) {
            offspring.stopped();
        }
    }

    private record Unlucky(Lives lives) implements Actor<Go> {
        @Override
        public void onStart(ActorContext<Go> ctx) {
            lives.born();
            ctx.self().tell(Go.GO);
        }

        @Override
        public void onMessage(Go message, ActorContext<Go> ctx) {
            lives.live();
        }
    }

    @Override
    public <M> Post<M> spawn(Handler<M> handler) {
        ActorRef<M> ref = system.spawn(() -> (message, _) -> handler.on(message));
        return ref::tell;
    }

    private ActorRef<Question> answering() {
        return system.spawn(() -> (question, ctx) -> ctx.reply(question, question.number()));
    }

    @Override
    public Echo echo() {
        ActorRef<Question> target = answering();
        return number -> target.ask(new Question(number));
    }

    /** The idiom here is to block. */
    @Override
    public void askInTurns(Questions questions) {
        ActorRef<Question> target = answering();
        system.<Go>spawn(() -> (_, _) -> {
                    while (questions.goOn()) {
                        questions.answered(target.ask(new Question(questions.next())));
                    }
                    questions.ended();
                })
                .tell(Go.GO);
    }

    @Override
    public void family(int children, Offspring offspring) {
        system.<Go>spawn(() -> (_, ctx) -> {
                    for (int i = 0; i < children; i++) {
                        ctx.<Go>spawn(() -> new Mortal(offspring)).tell(Go.GO);
                    }
                })
                .tell(Go.GO);
    }

    @Override
    public CompletableFuture<Long> tree(int leaves) {
        CompletableFuture<Long> sum = new CompletableFuture<>();
        ActorRef<ParleyBranch.Word> asker = system.spawn(() -> (word, ctx) -> {
            if (word instanceof ParleyBranch.Sum(long value)) {
                sum.complete(value);
                ctx.stop();
            }
        });
        system.<ParleyBranch.Word>spawn(ParleyBranch::new).tell(new ParleyBranch.Grow(0, leaves, asker));
        return sum;
    }

    @Override
    public void crowd(int children, Runnable handled) {
        Actor<Go> all = (_, _) -> handled.run();
        system.<Go>spawn(() -> (_, ctx) -> {
                    for (int i = 0; i < children; i++) {
                        ctx.<Go>spawn("a" + i, () -> all).tell(Go.GO);
                    }
                })
                .tell(Go.GO);
    }

    @Override
    public void restarts(Lives lives) {
        ActorRef<Go> _ = system.spawn(() -> new Unlucky(lives), FOR_EVER);
    }

    @Override
    public void close() {
        system.close();
    }
}
