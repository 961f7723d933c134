package dev.parley.cli.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.Actor;
import dev.parley.ActorContext;
import dev.parley.ActorRef;
import dev.parley.NodeId;
import dev.parley.SupervisorStrategy;
import dev.parley.remote.Node;
import dev.parley.remote.NodeConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A session whose client is somebody's program, and does not do as ours. */
class ForeignClientTest {
    private static final Duration A_WHILE = Duration.ofSeconds(30);

    private final List<ToClient.News> news = new ArrayList<>();

    /** Says these lines before it is in, and the last one then. */
    private final class Foreigner implements Actor<ToClient> {
        private final NodeId member;
        private final List<UserSession.Typed> early;
        private final UserSession.Typed late;
        private @Nullable ActorRef<UserSession.Msg> session;

        Foreigner(NodeId member, List<UserSession.Typed> early, UserSession.Typed late) {
            this.member = member;
            this.early = early;
            this.late = late;
        }

        @Override
        public void onStart(ActorContext<ToClient> ctx) {
            UserSession.Args arguments = new UserSession.Args(new Seat("eve", "T", 1), ctx.self());
            ActorRef<UserSession.Msg> spawned = ctx.spawnOn(
                    member,
                    UserSession.kindOf(new RoomLocator(), ChatWorld.TIMEOUT),
                    arguments,
                    SupervisorStrategy.stop());
            spawned.tell(new UserSession.Resume(1, 0, false, 0, 0, List.of()));
            early.forEach(spawned::tell);
            session = spawned;
        }

        @Override
        public void onMessage(ToClient message, ActorContext<ToClient> ctx) {
            if (message instanceof ToClient.Told(int _, long _, ToClient.News told)) {
                news.add(told);
                if (told instanceof ToClient.RoomIs room && room.state() == RoomState.ON && session != null) {
                    session.tell(late);
                }
            }
        }
    }

    private void play(List<UserSession.Typed> early, UserSession.Typed late) {
        try (ChatWorld world = new ChatWorld(1, "a")) {
            Node guest = Node.start(NodeConfig.guest("eve", ChatWorld.at("a")), world.simulation.node("host-of-eve"));
            guest.system().spawn("eve", () -> new Foreigner(guest.id(), early, late));
            world.run(A_WHILE);
        }
    }

    @Test
    void hasNoMoreLinesOnTheirWayThanOurs() {
        List<UserSession.Typed> early = new ArrayList<>();
        for (long number = 2; number <= 3_000; number++) {
            early.add(new UserSession.Typed(number, "line " + number));
        }
        play(early, new UserSession.Typed(1, "line 1"));

        assertThat(news.stream().filter(ToClient.Show.class::isInstance)).hasSize(ChatClient.MOST_UNCONFIRMED);
    }

    @Test
    void isToldThatALineIsTooLong() {
        String text = "x".repeat(ChatClient.MOST_CHARS);
        play(List.of(new UserSession.Typed(1, text)), new UserSession.Typed(2, text + "x"));

        assertThat(news).contains(new ToClient.Refused("a line has at most 8192 characters"));
        assertThat(news.stream().filter(ToClient.Show.class::isInstance)).hasSizeLessThanOrEqualTo(1);
    }
}
