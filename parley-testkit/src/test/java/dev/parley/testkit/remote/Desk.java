package dev.parley.testkit.remote;

import dev.parley.Actor;
import dev.parley.ActorContext;
import dev.parley.ActorRef;
import dev.parley.Kind;
import dev.parley.Request;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** An actor that remembers what it was told, for tests of links. */
final class Desk implements Actor<Desk.Cmd> {
    sealed interface Cmd {}

    record Note(int number) implements Cmd {}

    record Count() implements Cmd, Request<Cmd, Integer> {}

    record Silent() implements Cmd, Request<Cmd, Integer> {}

    record Refuse(String why) implements Cmd, Request<Cmd, Integer> {}

    record Fail(String why) implements Cmd {}

    record Introduce(ActorRef<Cmd> other, int number) implements Cmd {}

    record End() implements Cmd {}

    record Args(int start) {}

    static final Kind<Cmd, Args> KIND = Kind.of("desk", Cmd.class, Args.class, args -> new Desk(args.start()));

    final List<Integer> notes = Collections.synchronizedList(new ArrayList<>());
    private final int start;

    Desk(int start) {
        this.start = start;
    }

    @Override
    public void onMessage(Cmd message, ActorContext<Cmd> ctx) {
        switch (message) {
            case Note(int number) -> notes.add(number);
            case Count count -> ctx.reply(count, start + notes.size());
            case Silent _ -> {}
            case Refuse refuse -> ctx.reject(refuse, refuse.why());
            case Fail(String why) -> throw new IllegalStateException(why);
            case Introduce(ActorRef<Cmd> other, int number) -> other.tell(new Note(number));
            case End() -> ctx.stop();
        }
    }
}
