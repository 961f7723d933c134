package dev.parley.examples;

import dev.parley.Actor;
import dev.parley.ActorContext;
import dev.parley.ActorRef;
import dev.parley.Kind;
import dev.parley.NodeId;
import dev.parley.Request;
import dev.parley.Terminated;
import java.util.ArrayDeque;
import java.util.Deque;

/** A pool with one worker on every node; the code is the same when there is only one. */
public final class TwoMachines {
    private TwoMachines() {}

    /** What a worker understands. */
    public sealed interface Work {}

    /** Multiplies a number by itself. */
    public record Square(int number) implements Work, Request<Work, Integer> {}

    /** What a worker is made from: nothing. */
    public record NoArgs() {}

    /** Every node that may host workers is started with this kind. */
    public static final Kind<Work, NoArgs> WORKER = Kind.of("worker", Work.class, NoArgs.class, _ -> (work, ctx) -> {
        switch (work) {
            case Square square -> ctx.reply(square, square.number() * square.number());
        }
    });

    /** Hands each number to the next worker. */
    public static final class Pool implements Actor<Pool.Msg> {
        /** What a pool understands. */
        public sealed interface Msg {}

        /** Asks for the square of a number. */
        public record Calculate(int number) implements Msg, Request<Msg, Integer> {}

        private record WorkerEnded(Terminated end) implements Msg {}

        private final Deque<ActorRef<Work>> workers = new ArrayDeque<>();

        @Override
        public void onStart(ActorContext<Msg> ctx) {
            for (NodeId node : ctx.nodes()) {
                ActorRef<Work> worker = ctx.spawnOn(node, WORKER, new NoArgs()); // a ref at once
                ctx.watch(worker, WorkerEnded::new);
                workers.add(worker);
            }
        }

        @Override
        public void onMessage(Msg message, ActorContext<Msg> ctx) {
            switch (message) {
                case Calculate request -> {
                    workers.addLast(workers.removeFirst());
                    ctx.forward(workers.getLast(), new Square(request.number())); // the worker answers the asker
                }
                case WorkerEnded(Terminated end) -> workers.removeIf(worker -> worker.equals(end.ref()));
            }
        }
    }
}
