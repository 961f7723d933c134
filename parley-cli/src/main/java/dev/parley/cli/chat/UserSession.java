package dev.parley.cli.chat;

import dev.parley.Actor;
import dev.parley.ActorContext;
import dev.parley.ActorRef;
import dev.parley.Failure;
import dev.parley.Kind;
import dev.parley.Result;
import dev.parley.Terminated;
import dev.parley.cluster.Located;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;

/**
 * A user's place on the member that the user's client reached. Joins each life of the room anew, brings along what it
 * has seen, says again what did not come back, and tells its client each line once. Ends with its client, or when the
 * room refuses it.
 *
 * <p>Every tick it joins again, which costs little where nothing was missed and finds out what was.
 *
 * <p>Limits: those of {@link ChatClient}, whoever the client is.
 */
public final class UserSession implements Actor<UserSession.Msg> {
    private static final String KIND = "user-session";
    /** Ticks in one failure time-out. */
    static final int TICKS = 10;

    private final Seat seat;
    private final ActorRef<ToClient> client;
    private final RoomLocator locator;
    private final Duration tick;
    private final TreeMap<Long, String> unconfirmed = new TreeMap<>();

    private Resume resumed = new Resume(0, 0, false, 0, 0, List.of());
    private Memory memory = Memory.ofOneUser();
    private long told;
    private Located<ChatRoom.Cmd> room = new Located.Moving<>();
    private long life;
    private long position;
    private boolean isIntroduced;
    private boolean wasWelcomed;
    private boolean isIn;

    /** The life whose room has said that this user joined, before it answered that: told once it has. */
    private long joinedLife;

    private boolean isAsking;
    private long asks;
    private long confirmedBefore;
    private int ticksOutside;

    /** What a session handles. */
    public sealed interface Msg {}

    /** What its client says to it. */
    sealed interface FromClient extends Msg {}

    /**
     * Begins a round, with all that the client knows.
     *
     * @param round counts them from 1
     * @param confirmed the last of its own lines that came back
     * @param again whether it was in the room before
     * @param life the room's life of the last line it was told
     * @param position the place of that line
     * @param tail the last lines it was told
     */
    record Resume(int round, long confirmed, boolean again, long life, long position, List<Line> tail)
            implements FromClient {}

    /** A line of the user's; numbered by the client without a gap, repeated until it came back. */
    record Typed(long number, String text) implements FromClient {}

    /** Who is in the room? */
    record Who() implements FromClient {}

    private record RoomLocated(Located<ChatRoom.Cmd> where) implements Msg {}

    private record RoomGone(Terminated how) implements Msg {}

    private record FromRoom(ChatRoom.Event event) implements Msg {}

    private record Entered(long ask, Result<ChatRoom.Welcome> result) implements Msg {}

    private record WhoHeard(Result<ChatRoom.Users> result) implements Msg {}

    private record Tick() implements Msg {}

    /** Whose session it is, and where it tells what happens. */
    record Args(Seat seat, ActorRef<ToClient> client) {}

    private UserSession(Args args, RoomLocator locator, Duration failureTimeout) {
        this.seat = args.seat();
        this.client = args.client();
        this.locator = locator;
        this.tick = failureTimeout.dividedBy(TICKS);
    }

    /** What clients have spawned on a member that takes part in the room. */
    public static Kind<Msg, ?> kind(RoomLocator locator, Duration failureTimeout) {
        return kindOf(locator, failureTimeout);
    }

    static Kind<Msg, Args> kindOf(RoomLocator locator, Duration failureTimeout) {
        return new Kind<>(
                KIND, FromClient.class, Args.class, args -> new UserSession(args, locator, failureTimeout), List.of());
    }

    @Override
    public void onStart(ActorContext<Msg> ctx) {
        locator.subscribe(ctx.self(), RoomLocated::new);
        ctx.every(tick, new Tick());
    }

    @Override
    public void onMessage(Msg message, ActorContext<Msg> ctx) {
        switch (message) {
            case Resume resume -> resume(resume, ctx);
            case Typed typed -> typed(typed, ctx);
            case Who() -> {
                if (room instanceof Located.On<ChatRoom.Cmd> on) {
                    ctx.ask(on.ref(), new ChatRoom.Who(), WhoHeard::new);
                }
            }
            case WhoHeard(Result.Ok(ChatRoom.Users(List<String> names))) -> tell(new ToClient.UsersAre(names));
            case WhoHeard _ -> {} // the client asks again
            case RoomLocated(Located<ChatRoom.Cmd> where) -> located(where, ctx);
            case RoomGone(Terminated how) -> {
                if (room instanceof Located.On<ChatRoom.Cmd> on && on.ref().equals(how.ref())) {
                    leave();
                }
            }
            case FromRoom(ChatRoom.Event event) -> {
                if (isIn && event.life() == life) {
                    hear(event, ctx);
                } else if (event instanceof ChatRoom.Joined(long ofLife, String user) && user.equals(seat.user())) {
                    joinedLife = ofLife;
                }
            }
            case Entered entered when entered.ask() == asks -> entered(entered.result(), ctx);
            case Entered _ -> {} // an answer for another life or round: it does not begin where this one is
            case Tick() -> tick(ctx);
        }
    }

    private void resume(Resume resume, ActorContext<Msg> ctx) {
        resumed = resume;
        memory = Memory.ofOneUser();
        resume.tail().forEach(memory::add);
        confirm(resume.confirmed());
        told = 0;
        position = resume.life() == life ? resume.position() : 0;
        forgetAnswers();
        if (resume.life() > life) {
            room = new Located.Moving<>();
        }
        leave();
        join(ctx);
    }

    // ---- the room and its lives

    private void located(Located<ChatRoom.Cmd> where, ActorContext<Msg> ctx) {
        if (where instanceof Located.On<ChatRoom.Cmd> on) {
            if (on.epoch() < Math.max(life, resumed.life())) {
                return; // this member has not heard of the present life
            }
            if (on.epoch() > life) {
                life = on.epoch();
                position = resumed.life() == life ? resumed.position() : 0;
                forgetAnswers();
            }
        }
        room = where;
        leave();
        join(ctx);
    }

    private void forgetAnswers() {
        isIntroduced = false;
        isAsking = false;
        asks++;
    }

    private void leave() {
        isIn = false;
        tellRoom();
    }

    private void join(ActorContext<Msg> ctx) {
        if (resumed.round() > 0 && !isAsking && room instanceof Located.On<ChatRoom.Cmd> on) {
            isAsking = true;
            long ask = ++asks;
            ActorRef<ChatRoom.Event> events = ctx.adapter(ChatRoom.Event.class, FromRoom::new);
            List<Line> tail = isIntroduced ? List.of() : memory.tail();
            ChatRoom.Past past =
                    new ChatRoom.Past(position, memory.last(seat.token()), wasWelcomed || resumed.again(), tail);
            ctx.ask(on.ref(), new ChatRoom.Join(seat, events, past), tick.multipliedBy(2), r -> new Entered(ask, r));
        }
    }

    private void entered(Result<ChatRoom.Welcome> result, ActorContext<Msg> ctx) {
        isAsking = false;
        switch (result) {
            case Result.Ok(ChatRoom.Welcome welcome)
            when room instanceof Located.On<ChatRoom.Cmd> on -> welcome(welcome, on, ctx);
            case Result.Err(Failure.Rejected(String why)) -> {
                tell(new ToClient.Refused(why));
                ctx.stop();
            }
            case Result.Ok<ChatRoom.Welcome> _, Result.Err<ChatRoom.Welcome> _ -> {} // the next tick tries again
        }
    }

    private void welcome(ChatRoom.Welcome welcome, Located.On<ChatRoom.Cmd> on, ActorContext<Msg> ctx) {
        ticksOutside = 0;
        isIntroduced = true;
        wasWelcomed = true;
        if (!isIn) {
            isIn = true;
            confirmedBefore = memory.last(seat.token());
            ctx.watch(on.ref(), RoomGone::new);
            tellRoom();
            tellJoined();
        }
        welcome.lines().forEach(this::hear);
        if (position < welcome.last()) {
            join(ctx);
            return;
        }
        if (confirmedBefore == memory.last(seat.token())) { // none came back since the last time: say them again
            unconfirmed.forEach((number, text) -> on.ref().tell(new ChatRoom.Say(seat, number, text)));
        }
        confirmedBefore = memory.last(seat.token());
    }

    private void tellJoined() {
        if (joinedLife == life) {
            joinedLife = 0;
            tell(new ToClient.UserJoined(seat.user()));
        }
    }

    private void tick(ActorContext<Msg> ctx) {
        client.tell(new ToClient.Alive(resumed.round(), told));
        join(ctx);
        if (++ticksOutside > TICKS) {
            ticksOutside = 0;
            leave();
            tell(new ToClient.Unreachable());
        }
    }

    // ---- lines

    private void hear(ChatRoom.Event event, ActorContext<Msg> ctx) {
        switch (event) {
            case ChatRoom.Said(long _, Line line) when line.seq() > position + 1 -> join(ctx); // something is missing
            case ChatRoom.Said(long _, Line line) -> hear(line);
            case ChatRoom.Joined(long _, String user) -> tell(new ToClient.UserJoined(user));
            case ChatRoom.Gone(long _, String user) -> tell(new ToClient.UserLeft(user));
        }
    }

    private void hear(Line line) {
        if (line.seq() > position) {
            position = line.seq();
            if (memory.add(line)) {
                tell(new ToClient.Show(life, line));
            }
            if (line.token().equals(seat.token())) {
                confirm(line.number());
            }
        }
    }

    /** A correct client has no more on their way, and no longer ones; what it says too early, it says again. */
    private void typed(Typed line, ActorContext<Msg> ctx) {
        long last = memory.last(seat.token());
        if (line.text().length() > ChatClient.MOST_CHARS) {
            tell(new ToClient.Refused("a line has at most " + ChatClient.MOST_CHARS + " characters"));
            ctx.stop();
        } else if (line.number() > last
                && line.number() - last <= ChatClient.MOST_UNCONFIRMED
                && unconfirmed.putIfAbsent(line.number(), line.text()) == null
                && isIn
                && room instanceof Located.On<ChatRoom.Cmd> on) {
            on.ref().tell(new ChatRoom.Say(seat, line.number(), line.text()));
        }
    }

    private void confirm(long number) {
        memory.skip(seat.token(), number);
        unconfirmed.headMap(number, true).clear();
    }

    // ---- the client

    private void tellRoom() {
        tell(
                switch (room) {
                    case Located.On<ChatRoom.Cmd> on
                    when isIn -> new ToClient.RoomIs(RoomState.ON, on.hostName(), on.epoch());
                    case Located.On<ChatRoom.Cmd> _, Located.Moving<ChatRoom.Cmd> _ ->
                        new ToClient.RoomIs(RoomState.MOVING, "", life);
                    case Located.NoQuorum<ChatRoom.Cmd> _ -> new ToClient.RoomIs(RoomState.NO_QUORUM, "", life);
                });
    }

    private void tell(ToClient.News news) {
        if (resumed.round() > 0) {
            client.tell(new ToClient.Told(resumed.round(), ++told, news));
        }
    }
}
