package dev.parley.cli.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.Actor;
import dev.parley.ActorContext;
import dev.parley.cluster.Hosting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChatTest {
    private static final Duration A_MOMENT = Duration.ofSeconds(2);

    /** How often the room is still to fail when somebody says something. */
    private int failuresLeft;

    @ParameterizedTest
    @ValueSource(strings = {"a", "a b c"})
    void runsUnchangedOnOneNodeAndOnThree(String members) {
        try (ChatWorld world = new ChatWorld(1, members.split(" "))) {
            User ada = world.user("ada", "a");
            world.runUntilAllAreIn();
            User bob = world.user("bob", members.substring(members.length() - 1));
            world.runUntilAllAreIn();
            List<String> texts = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                texts.add(ada.say());
                texts.add(bob.say());
            }
            world.run(A_MOMENT);
            world.check(texts);
            assertThat(ada.events)
                    .containsSubsequence(
                            new ChatEvent.Room(RoomState.ON, "a", firstLife(ada)),
                            new ChatEvent.Joined("ada"),
                            new ChatEvent.Joined("bob"));
        }
    }

    @Test
    void saysWhoIsInAndWhereTheRoomIs() {
        try (ChatWorld world = new ChatWorld(1, "a", "b", "c")) {
            User ada = world.user("ada", "b");
            ada.client.where();
            world.runUntilAllAreIn();
            world.user("bob", "c");
            world.runUntilAllAreIn();
            ada.client.who();
            ada.client.where();
            world.run(A_MOMENT);
            assertThat(ada.only(ChatEvent.WhoAnswer.class))
                    .containsExactly(new ChatEvent.WhoAnswer(List.of("ada", "bob")));
            assertThat(ada.only(ChatEvent.WhereAnswer.class))
                    .containsExactly(
                            new ChatEvent.WhereAnswer(new ChatEvent.Room(RoomState.MOVING, "", 0)),
                            new ChatEvent.WhereAnswer(new ChatEvent.Room(RoomState.ON, "a", firstLife(ada))));
        }
    }

    @Test
    void tellsOthersAtOnceWhenSomebodyLeaves() {
        try (ChatWorld world = new ChatWorld(1, "a", "b", "c")) {
            User ada = world.user("ada", "b");
            User bob = world.user("bob", "c");
            world.runUntilAllAreIn();
            bob.leave();
            world.run(A_MOMENT);
            assertThat(ada.only(ChatEvent.Left.class)).containsExactly(new ChatEvent.Left("bob"));
        }
    }

    @Test
    void refusesANameThatIsInUse() {
        try (ChatWorld world = new ChatWorld(1, "a", "b", "c")) {
            User ada = world.user("ada", "b");
            world.runUntilAllAreIn();
            User impostor = world.user("ada", "another-token", new String[] {"c"});
            world.run(A_MOMENT);
            assertThat(impostor.only(ChatEvent.Refused.class))
                    .containsExactly(new ChatEvent.Refused("the name ada is in use"));
            assertThat(impostor.client.hasRoom()).isFalse();
            assertThat(ada.client.hasRoom()).isTrue();
        }
    }

    @Test
    void showsANewcomerWhatWasSaidBefore() {
        try (ChatWorld world = new ChatWorld(1, "a", "b", "c")) {
            User ada = world.user("ada", "b");
            world.runUntilAllAreIn();
            List<String> texts = new ArrayList<>();
            for (int i = 0; i < 900; i++) {
                texts.add(ada.say());
            }
            world.run(A_MOMENT);
            world.user("bob", "c");
            world.run(A_MOMENT);
            world.check(texts);
        }
    }

    @Test
    void movesQuietly() {
        try (ChatWorld world = new ChatWorld(1, "a", "b", "c")) {
            User ada = world.user("ada", "a", "b");
            User bob = world.user("bob", "c");
            world.runUntilAllAreIn();
            world.simulation.crash("a");
            world.run(Duration.ofSeconds(20));
            List<String> texts = List.of(ada.say(), bob.say());
            world.run(A_MOMENT);
            world.check(texts);
            assertThat(ada.only(ChatEvent.Left.class)).isEmpty();
            assertThat(bob.only(ChatEvent.Left.class)).isEmpty();
            assertThat(bob.only(ChatEvent.Joined.class)).doesNotHaveDuplicates();
            List<Long> lives = livesOf(bob);
            assertThat(lives).hasSize(2).isSorted();
            assertThat(bob.only(ChatEvent.Room.class))
                    .endsWith(
                            new ChatEvent.Room(RoomState.ON, "a", lives.getFirst()),
                            new ChatEvent.Room(RoomState.MOVING, "a", lives.getFirst()),
                            new ChatEvent.Room(RoomState.ON, "b", lives.getLast()));
        }
    }

    @Test
    void movesAtOnceWhenTheHostLeavesInPeace() {
        try (ChatWorld world = new ChatWorld(1, "a", "b", "c")) {
            User ada = world.user("ada", "b");
            User bob = world.user("bob", "c");
            world.runUntilAllAreIn();
            world.run(A_MOMENT);
            List<String> texts = new ArrayList<>(List.of(ada.say(), bob.say()));
            List<ChatEvent.Joined> joinedBefore = bob.only(ChatEvent.Joined.class); // twice, who looked for a member
            world.locator("a").leave();
            texts.add(ada.say());
            world.run(A_MOMENT);
            world.check(texts);
            assertThat(livesOf(bob)).hasSize(2).isSorted();
            assertThat(bob.only(ChatEvent.Room.class))
                    .endsWith(new ChatEvent.Room(RoomState.ON, "b", livesOf(bob).getLast()));
            assertThat(joinedBefore).contains(new ChatEvent.Joined(bob.name));
            assertThat(bob.only(ChatEvent.Joined.class))
                    .as("who stays does not join a second time")
                    .isEqualTo(joinedBefore);
        }
    }

    @Test
    void saysThatThereIsNoQuorum() {
        try (ChatWorld world = new ChatWorld(1, "a", "b", "c")) {
            User ada = world.user("ada", "c");
            world.runUntilAllAreIn();
            world.simulation.crash("a");
            world.simulation.crash("b");
            world.run(Duration.ofSeconds(7));
            assertThat(ada.only(ChatEvent.Room.class))
                    .contains(new ChatEvent.Room(RoomState.NO_QUORUM, "a", firstLife(ada)));
        }
    }

    @Test
    void theRoomRestartsThreeTimesInOneLife() {
        try (ChatWorld world = new ChatWorld(1, failing(), "a", "b", "c")) {
            assertThat(livesOfATalk(world, 3)).hasSize(1);
        }
    }

    @Test
    void theRoomIsPlacedAnewWhenItFailsForTheFourthTime() {
        try (ChatWorld world = new ChatWorld(1, failing(), "a", "b", "c")) {
            assertThat(livesOfATalk(world, 4)).hasSize(2).isSorted();
        }
    }

    @Test
    void aUserSeesThatSheHasJoinedThoughTheRoomAnswersHerFirstRequestTooLate() {
        try (ChatWorld world = new ChatWorld(1, around(Late::new), "a", "b", "c")) {
            world.user("bob", "c");
            world.runUntilAllAreIn();
            User ada = world.user("ada", "b");
            world.runUntilAllAreIn();
            world.run(A_MOMENT);
            assertThat(ada.only(ChatEvent.Joined.class)).containsExactly(new ChatEvent.Joined("ada"));
            assertThat(ada.events)
                    .containsSubsequence(
                            new ChatEvent.Room(RoomState.ON, "a", firstLife(ada)), new ChatEvent.Joined("ada"));
        }
    }

    @Test
    void boundsWhatIsOnItsWay() {
        try (ChatWorld world = new ChatWorld(1, "a")) {
            User ada = world.user("ada", "a");
            for (int i = 0; i < ChatClient.MOST_UNCONFIRMED; i++) {
                ada.say();
            }
            assertThat(ada.client.say("one more")).isFalse();
            assertThatThrownBy(() -> ada.client.say("x".repeat(ChatClient.MOST_CHARS + 1)))
                    .hasMessage("a line has at most 8192 characters, not 8193: say it in parts");
            world.runUntilAllHaveSeen(ChatClient.MOST_UNCONFIRMED);
            assertThat(ada.client.say("one more")).isTrue();
        }
    }

    /** The lives of the room in which this user was in, in the order of events. */
    private static List<Long> livesOf(User user) {
        return user.only(ChatEvent.Room.class).stream()
                .filter(room -> room.state() == RoomState.ON)
                .map(ChatEvent.Room::life)
                .distinct()
                .toList();
    }

    private static long firstLife(User user) {
        return livesOf(user).getFirst();
    }

    /** Two users talk while the room fails so often; returns the lives in which lines were said. */
    private List<Long> livesOfATalk(ChatWorld world, int failures) {
        User ada = world.user("ada", "b");
        User bob = world.user("bob", "c");
        world.runUntilAllAreIn();
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            if (i == 20) {
                failuresLeft = failures;
            }
            texts.add(ada.say());
            texts.add(bob.say());
            world.run(Duration.ofMillis(100));
        }
        world.runUntilAllHaveSeen(texts.size());
        world.check(texts);
        assertThat(failuresLeft).isZero();
        return livesOf(bob);
    }

    private Hosting<ChatRoom.Cmd> failing() {
        return around(Failing::new);
    }

    private static Hosting<ChatRoom.Cmd> around(UnaryOperator<Actor<ChatRoom.Cmd>> wrap) {
        Hosting<ChatRoom.Cmd> sound = ChatRoom.hosting(ChatWorld.TIMEOUT);
        return new Hosting<>(
                sound.name(),
                sound.protocol(),
                life -> {
                    Supplier<? extends Actor<ChatRoom.Cmd>> room = sound.life().apply(life);
                    return () -> wrap.apply(room.get());
                },
                sound.failureTimeout());
    }

    /** A room that thinks about ada for longer than the session waits for its answer. */
    private static final class Late implements Actor<ChatRoom.Cmd> {
        private final Actor<ChatRoom.Cmd> room;
        private boolean isLate = true;

        Late(Actor<ChatRoom.Cmd> room) {
            this.room = room;
        }

        @Override
        public void onMessage(ChatRoom.Cmd message, ActorContext<ChatRoom.Cmd> ctx) throws Exception {
            if (isLate
                    && message instanceof ChatRoom.Join join
                    && join.seat().user().equals("ada")) {
                isLate = false;
                ctx.sleep(ChatWorld.TIMEOUT.dividedBy(4)); // it waits for two ticks, a fifth
            }
            room.onMessage(message, ctx);
        }
    }

    /** A room that fails on what is said, as often as it is told to. */
    private final class Failing implements Actor<ChatRoom.Cmd> {
        private final Actor<ChatRoom.Cmd> room;

        Failing(Actor<ChatRoom.Cmd> room) {
            this.room = room;
        }

        @Override
        public void onMessage(ChatRoom.Cmd message, ActorContext<ChatRoom.Cmd> ctx) throws Exception {
            if (message instanceof ChatRoom.Say && failuresLeft > 0) {
                failuresLeft--;
                throw new IllegalStateException("the room fails, as it was told to");
            }
            room.onMessage(message, ctx);
        }
    }
}
