package dev.parley.examples;

import dev.parley.Actor;
import dev.parley.ActorContext;
import dev.parley.ActorRef;
import dev.parley.Failure;
import dev.parley.Request;
import dev.parley.Result;
import dev.parley.Terminated;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Speaks for one user to a room of which there is one, and finds the next one when it ends. */
public final class Session implements Actor<Session.Command> {
    /** What a session understands. */
    public sealed interface Command {}

    /** The user typed a line. */
    public record Typed(String text) implements Command {}

    private record Heard(Event event) implements Command {}

    private record Entered(Result<List<Line>> history) implements Command {}

    private record Enter() implements Command {}

    private record RoomEnded(Terminated end) implements Command {}

    /** What a room understands. */
    public sealed interface Room {}

    /** Enters; the reply is what was said before. */
    public record Join(String user, ActorRef<Event> session) implements Room, Request<Room, List<Line>> {}

    /** Says a line. */
    public record Say(String user, String text) implements Room {}

    /** What a room tells its sessions. */
    public sealed interface Event {}

    /** Somebody said a line. */
    public record Line(String user, String text) implements Event {}

    private static final Duration PAUSE = Duration.ofMillis(20);

    private final String user;
    private final Supplier<ActorRef<Room>> locator;
    private final Consumer<Line> screen;
    private ActorRef<Room> room;

    /** A session of {@code user}; {@code locator} says who the room is now. */
    public Session(String user, Supplier<ActorRef<Room>> locator, Consumer<Line> screen) {
        this.user = user;
        this.locator = locator;
        this.screen = screen;
        this.room = locator.get();
    }

    @Override
    public void onStart(ActorContext<Command> ctx) {
        enter(ctx);
    }

    @Override
    public void onMessage(Command message, ActorContext<Command> ctx) {
        switch (message) {
            case Typed(String text) -> room.tell(new Say(user, text));
            case Heard(Line line) -> screen.accept(line);
            case Entered(Result.Ok(List<Line> history)) -> history.forEach(screen);
            case Entered(Result.Err(Failure.TargetDown _)) -> {} // its Terminated comes too
            case Entered(Result.Err(var _)), RoomEnded _ -> ctx.after(PAUSE, new Enter());
            case Enter() -> enter(ctx);
        }
    }

    private void enter(ActorContext<Command> ctx) {
        room = locator.get();
        ctx.watch(room, RoomEnded::new);
        ctx.ask(room, new Join(user, ctx.adapter(Event.class, Heard::new)), Entered::new);
    }
}
