package dev.parley.examples;

import dev.parley.Actor;
import dev.parley.ActorContext;
import dev.parley.ActorRef;
import dev.parley.Kind;
import dev.parley.NodeId;
import dev.parley.Request;
import dev.parley.Terminated;

/** A worker that lives on another node, and a manager that spawns it anew wherever it still can. */
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

    /** Keeps one worker alive on the last node of the list. */
    public static final class Manager implements Actor<Manager.Msg> {
        /** What a manager understands. */
        public sealed interface Msg {}

        /** Asks for the present worker. */
        public record Worker() implements Msg, Request<Msg, ActorRef<Work>> {}

        private record WorkerEnded(Terminated end) implements Msg {}

        private ActorRef<Work> worker;

        @Override
        public void onStart(ActorContext<Msg> ctx) {
            NodeId somewhere = ctx.nodes().getLast(); // this node, if it knows no other
            worker = ctx.spawnOn(somewhere, WORKER, new NoArgs()); // a ref at once; tells wait until it lives
            ctx.watch(worker, WorkerEnded::new);
        }

        @Override
        public void onMessage(Msg message, ActorContext<Msg> ctx) {
            switch (message) {
                case Worker question -> ctx.reply(question, worker);
                case WorkerEnded _ -> onStart(ctx); // its node is down: the code does not change, only the node does
            }
        }
    }
}
