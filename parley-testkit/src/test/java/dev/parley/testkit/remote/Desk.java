package dev.parley.testkit.remote;

import dev.parley.Actor;
import dev.parley.ActorContext;
import dev.parley.ActorRef;
import dev.parley.Kind;
import dev.parley.Request;
import dev.parley.SupervisorStrategy;
import java.time.Duration;
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

    /** Tells {@code other} the notes 1 to {@code count}, then ends. */
    record LastWords(ActorRef<Cmd> other, int count) implements Cmd {}

    @SuppressWarnings("ArrayRecordComponent") // bytes as they come
    record Blob(byte[] bytes) implements Cmd {}

    /** Wants an answer of that size. */
    record Fetch(int bytes) implements Cmd, Request<Cmd, byte[]> {}

    /** Stalls the desk. */
    record Nap(long millis) implements Cmd {}

    /** A question for whoever {@code at} is: others hand it on. */
    record Route(ActorRef<Cmd> at) implements Cmd, Request<Cmd, Integer> {}

    record WatchSomebody(ActorRef<Cmd> other) implements Cmd {}

    record End() implements Cmd {}

    record Args(int start) {}

    static final Kind<Cmd, Args> KIND = Kind.of("desk", Cmd.class, Args.class, args -> new Desk(args.start()));

    /** A desk that nobody mends. */
    static final Kind<Cmd, Args> BRITTLE = Kind.of("brittle", Cmd.class, Args.class, args -> new Desk(args.start()))
            .on(IllegalStateException.class, SupervisorStrategy.Directive.STOP);

    final List<Integer> notes = Collections.synchronizedList(new ArrayList<>());
    private final int start;

    Desk(int start) {
        this.start = start;
    }

    @Override
    public void onMessage(Cmd message, ActorContext<Cmd> ctx) throws InterruptedException {
        switch (message) {
            case Note(int number) -> notes.add(number);
            case Count count -> ctx.reply(count, start + notes.size());
            case Silent _ -> {}
            case Refuse refuse -> ctx.reject(refuse, refuse.why());
            case Fail(String why) -> throw new IllegalStateException(why);
            case Introduce(ActorRef<Cmd> other, int number) -> other.tell(new Note(number));
            case LastWords(ActorRef<Cmd> other, int count) -> {
                for (int i = 1; i <= count; i++) {
                    other.tell(new Note(i));
                }
                ctx.stop();
            }
            case Blob(byte[] bytes) -> notes.add(bytes.length);
            case Fetch fetch -> ctx.reply(fetch, new byte[fetch.bytes()]);
            case Nap(long millis) -> ctx.sleep(Duration.ofMillis(millis));
            case Route route when route.at().equals(ctx.self()) -> ctx.reply(route, start);
            case Route route -> ctx.forward(route.at(), route);
            case WatchSomebody(ActorRef<Cmd> other) -> ctx.watch(other, _ -> new Note(-1));
            case End() -> ctx.stop();
        }
    }
}
