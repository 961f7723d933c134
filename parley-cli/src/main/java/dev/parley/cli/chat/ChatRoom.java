package dev.parley.cli.chat;

import dev.parley.Actor;
import dev.parley.ActorContext;
import dev.parley.ActorRef;
import dev.parley.Request;
import dev.parley.Terminated;
import dev.parley.cluster.Hosting;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The chat room: says everything that it hears to everyone who is in. A life of it is one epoch of its singleton; the
 * next life knows nothing but what the sessions bring along.
 *
 * <p>Limits: {@link Transcript}, and {@value #MAX_GIVEN_UP} clients that did not come back. Failure: who is in, is
 * forgotten at a restart, and sessions join again by themselves; what was said is kept.
 */
public final class ChatRoom implements Actor<ChatRoom.Cmd> {
    private static final String NAME = "chat-room";

    /** Remembered clients that did not come back. */
    private static final int MAX_GIVEN_UP = 10_000;

    private final long life;
    private final Transcript transcript;
    private final Duration patience;
    private final Map<String, Member> members = new LinkedHashMap<>();

    /** Clients that did not come back, the first one first: who does so all the same has joined anew. */
    private final LinkedHashSet<String> givenUp = new LinkedHashSet<>();

    /** What the room hears. */
    public sealed interface Cmd {}

    /** Lets a session in, or lets one that is in hear what it has missed. */
    record Join(Seat seat, ActorRef<Event> session, Past past) implements Cmd, Request<Cmd, Welcome> {}

    /** A line; {@code number} is its client's own. Who says it again, or too early, says nothing. */
    record Say(Seat seat, long number, String text) implements Cmd {}

    /** Who is in? */
    record Who() implements Cmd, Request<Cmd, Users> {}

    /** Only the room itself says this: a session has ended, on purpose or with its node. */
    record Left(Seat seat, boolean onPurpose) implements Cmd {}

    /** Only the room itself says this: a session did not come back. */
    record GiveUp(Seat seat) implements Cmd {}

    /**
     * What a session knows when it joins.
     *
     * @param position up to which place it has heard this life
     * @param confirmed the last of its own lines that came back
     * @param again whether it, or an earlier session of its client, was in before
     * @param tail the last lines it saw, if it has not joined this life before
     */
    record Past(long position, long confirmed, boolean again, List<Line> tail) {}

    /** What comes after the place that was asked for; {@code last} is the room's last place. */
    record Welcome(long life, List<Line> lines, long last) {}

    /** Names, in the order in which they came. */
    record Users(List<String> names) {}

    /** What the room says to all. */
    sealed interface Event {
        long life();
    }

    record Said(long life, Line line) implements Event {}

    record Joined(long life, String user) implements Event {}

    record Gone(long life, String user) implements Event {}

    private record Member(Seat seat, ActorRef<Event> session, boolean isAway) {}

    ChatRoom(long life, Transcript transcript, Duration patience) {
        this.life = life;
        this.transcript = transcript;
        this.patience = patience;
    }

    /** One room among the nodes; {@code failureTimeout} is also how long it waits for a session whose node was lost. */
    public static Hosting<Cmd> hosting(Duration failureTimeout) {
        return Hosting.of(NAME, Cmd.class, life -> {
                    Transcript transcript = new Transcript();
                    return () -> new ChatRoom(life, transcript, failureTimeout);
                })
                .withFailureTimeout(failureTimeout);
    }

    @Override
    public void onMessage(Cmd message, ActorContext<Cmd> ctx) {
        switch (message) {
            case Join join -> join(join, ctx);
            case Say(Seat seat, long number, String text)
            when isIn(seat) -> transcript.say(seat, number, text).ifPresent(line -> broadcast(new Said(life, line)));
            case Say _ -> {} // it joins again by itself, and then says it again
            case Who who -> ctx.reply(who, new Users(List.copyOf(members.keySet())));
            case Left(Seat seat, boolean onPurpose)
            when isIn(seat) -> {
                if (onPurpose) {
                    remove(seat);
                } else {
                    members.computeIfPresent(seat.user(), (_, member) -> new Member(seat, member.session(), true));
                    ctx.after(patience, new GiveUp(seat));
                }
            }
            case GiveUp(Seat seat)
            when isAway(seat) -> {
                rememberGivenUp(seat.token());
                remove(seat);
            }
            case Left _, GiveUp _ -> {} // a later session has taken the seat
        }
    }

    private void join(Join join, ActorContext<Cmd> ctx) {
        Seat seat = join.seat();
        Member before = members.get(seat.user());
        if (!seat.hasName()) {
            ctx.reject(join, "a name has 1 to 32 letters of A-Z, a-z, 0-9, '_' and '-'");
        } else if (before != null && !before.seat().isSameClient(seat)) {
            ctx.reject(join, "the name " + seat.user() + " is in use");
        } else if (before != null && before.seat().session() > seat.session()) {
            ctx.reject(join, "a later session of " + seat.user() + " is in");
        } else {
            if (before == null || before.isAway() || !before.session().equals(join.session())) {
                take(seat, join.session(), before, ctx);
            }
            List<Line> brought = transcript.merge(join.past().tail());
            transcript.skip(seat.token(), join.past().confirmed());
            ctx.reply(join, new Welcome(life, transcript.after(join.past().position()), transcript.position()));
            if (before == null && (givenUp.remove(seat.token()) || !join.past().again())) {
                broadcast(new Joined(life, seat.user()));
            }
            brought.forEach(line -> broadcast(new Said(life, line)));
        }
    }

    private void rememberGivenUp(String token) {
        givenUp.add(token);
        if (givenUp.size() > MAX_GIVEN_UP) {
            givenUp.removeFirst();
        }
    }

    private void take(Seat seat, ActorRef<Event> session, @Nullable Member before, ActorContext<Cmd> ctx) {
        if (before != null) {
            ctx.unwatch(before.session());
        }
        members.put(seat.user(), new Member(seat, session, false));
        ctx.watch(session, end -> new Left(seat, end.reason() instanceof Terminated.Stopped));
    }

    private boolean isIn(Seat seat) {
        Member member = members.get(seat.user());
        return member != null && member.seat().equals(seat);
    }

    private boolean isAway(Seat seat) {
        Member member = members.get(seat.user());
        return member != null && member.seat().equals(seat) && member.isAway();
    }

    private void remove(Seat seat) {
        members.remove(seat.user());
        broadcast(new Gone(life, seat.user()));
    }

    private void broadcast(Event event) {
        members.values().forEach(member -> member.session().tell(event));
    }
}
