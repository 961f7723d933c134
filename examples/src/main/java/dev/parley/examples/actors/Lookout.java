package dev.parley.examples.actors;

import dev.parley.Actor;
import dev.parley.ActorContext;
import dev.parley.ActorRef;
import dev.parley.Terminated;

/** Says who has ended, and how. */
public final class Lookout implements Actor<Lookout.Command> {
    /** What a lookout understands. */
    public sealed interface Command {}

    /** Looks after an actor. */
    public record Watch(ActorRef<?> other) implements Command {}

    private record Gone(Terminated end) implements Command {}

    private final ActorRef<String> journal;

    /** A lookout that writes into a journal. */
    public Lookout(ActorRef<String> journal) {
        this.journal = journal;
    }

    @Override
    public void onMessage(Command message, ActorContext<Command> ctx) {
        switch (message) {
            case Watch(ActorRef<?> other) -> ctx.watch(other, Gone::new);
            case Gone(Terminated(ActorRef<?> ref, Terminated.Reason reason)) ->
                journal.tell(ref.address().name() + ": " + reason.sentence());
        }
    }
}
