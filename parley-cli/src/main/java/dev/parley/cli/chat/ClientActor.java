package dev.parley.cli.chat;

import dev.parley.Actor;
import dev.parley.ActorContext;
import dev.parley.ActorRef;
import dev.parley.Kind;
import dev.parley.NodeId;
import dev.parley.SupervisorStrategy;
import dev.parley.Terminated;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One connection of a {@link ChatClient}: has the session spawned on the member, carries lines to it and news back,
 * begins a new round when something is missing, and gives up when nothing is heard.
 */
final class ClientActor implements Actor<ClientActor.Msg> {
    /** Signs of life that do not fit before a new round: one may have crossed the last. */
    private static final int ODD_SIGNS = 2;

    /** The same for rounds that take long to get through: each time twice as many, up to this. */
    private static final int MOST_ODD_SIGNS = 64;

    private final ChatClient client;
    private final Seat seat;
    private final Target target;
    private final Duration failureTimeout;
    private @Nullable ActorRef<UserSession.Msg> session;
    private int round;
    private long heard;
    private int oddSigns;
    private int oddSignsBorne = ODD_SIGNS;
    private int silentTicks;
    private long confirmedBefore;

    sealed interface Msg {}

    record Say(long number, String text) implements Msg {}

    record Ask() implements Msg {}

    private record FromSession(ToClient said) implements Msg {}

    private record SessionGone(Terminated how) implements Msg {}

    private record Tick() implements Msg {}

    /** Where the session is to be, and what it is. */
    record Target(NodeId member, Kind<UserSession.Msg, UserSession.Args> kind) {}

    ClientActor(ChatClient client, Seat seat, Target target, Duration failureTimeout) {
        this.client = client;
        this.seat = seat;
        this.target = target;
        this.failureTimeout = failureTimeout;
    }

    @Override
    public void onStart(ActorContext<Msg> ctx) {
        var arguments = new UserSession.Args(seat, ctx.adapter(ToClient.class, FromSession::new));
        ActorRef<UserSession.Msg> spawned =
                ctx.spawnOn(target.member(), target.kind(), arguments, SupervisorStrategy.stop());
        session = spawned;
        ctx.watch(spawned, SessionGone::new);
        ctx.every(failureTimeout.dividedBy(UserSession.TICKS), new Tick());
        resume(spawned);
        say(spawned);
    }

    @Override
    public void onMessage(Msg message, ActorContext<Msg> ctx) {
        ActorRef<UserSession.Msg> to = session;
        if (to == null) {
            throw new IllegalStateException("the session is spawned first");
        }
        switch (message) {
            case Say(long number, String text) -> to.tell(new UserSession.Typed(number, text));
            case Ask() -> to.tell(new UserSession.Who());
            case FromSession(ToClient said) -> {
                silentTicks = 0;
                hear(said, to);
            }
            case SessionGone(Terminated how) ->
                client.lost(seat.session(), how.reason().sentence());
            case Tick() -> {
                if (++silentTicks > UserSession.TICKS) {
                    client.lost(seat.session(), "nothing heard from it for " + failureTimeout.toMillis() + " ms");
                }
            }
        }
    }

    private void hear(ToClient said, ActorRef<UserSession.Msg> to) {
        switch (said) {
            case ToClient.Told(int ofRound, long index, ToClient.News news)
            when ofRound == round && index == heard + 1 -> {
                heard = index;
                oddSignsBorne = ODD_SIGNS; // the round came through
                client.hear(seat.session(), news);
            }
            case ToClient.Told(int ofRound, long index, ToClient.News _)
            when ofRound == round && index > heard -> resume(to);
            case ToClient.Told _ -> {} // of an earlier round
            case ToClient.Alive(int ofRound, long index)
            when ofRound == round && index == heard -> {
                oddSigns = 0;
                oddSignsBorne = ODD_SIGNS;
                remind(to);
            }
            case ToClient.Alive _ -> {
                if (++oddSigns >= oddSignsBorne) {
                    oddSignsBorne = Math.min(2 * oddSignsBorne, MOST_ODD_SIGNS);
                    resume(to);
                }
            }
        }
    }

    /** Says no lines: a round that stands behind all of them comes late, and the next one begins before. */
    private void resume(ActorRef<UserSession.Msg> to) {
        round++;
        heard = 0;
        oddSigns = 0;
        to.tell(client.resume(round));
    }

    /** What was said and asked may have been lost on its way. */
    private void remind(ActorRef<UserSession.Msg> to) {
        if (confirmedBefore == client.confirmed()) {
            say(to);
        }
        confirmedBefore = client.confirmed();
        if (client.wantsUsers()) {
            to.tell(new UserSession.Who());
        }
    }

    private void say(ActorRef<UserSession.Msg> to) {
        client.unconfirmedByNumber().forEach((number, text) -> to.tell(new UserSession.Typed(number, text)));
    }
}
