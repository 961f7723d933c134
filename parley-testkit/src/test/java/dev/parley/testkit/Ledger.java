package dev.parley.testkit;

import dev.parley.Actor;
import dev.parley.ActorContext;
import dev.parley.Kind;
import dev.parley.Request;
import dev.parley.remote.Node;

/** An actor that adds up, for tests of clusters. */
final class Ledger implements Actor<Ledger.Command> {
    sealed interface Command {}

    record Add(int number) implements Command {}

    record Sum() implements Command, Request<Command, Integer> {}

    record Page() {}

    static final Kind<Command, Page> KIND = Kind.of("ledger", Command.class, Page.class, _ -> new Ledger());

    private int sum;

    /** Exports a ledger under its name. */
    static void open(Node node) {
        node.export("ledger", Command.class, node.system().spawn("ledger", Ledger::new));
    }

    @Override
    public void onMessage(Command message, ActorContext<Command> ctx) {
        switch (message) {
            case Add(int number) -> sum += number;
            case Sum request -> ctx.reply(request, sum);
        }
    }
}
