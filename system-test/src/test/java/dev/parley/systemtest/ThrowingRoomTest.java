package dev.parley.systemtest;

import static dev.parley.cli.chat.ThrowingRoomNode.textThatThrows;
import static dev.parley.systemtest.Lines.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.cli.chat.ThrowingRoomNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The room throws while two users type; its node lives on. */
class ThrowingRoomTest {
    private static final Duration PATIENCE = seconds(40);
    private static final int BETWEEN = 10;
    private static final int MOST_RESTARTS = 3;

    @Test
    void theRoomRestartsThreeTimesInItsLifeAndIsPlacedAnewAtTheFourth() throws Exception {
        try (Trio nodes = Trio.start((name, address, peers) ->
                        Running.startMain(ThrowingRoomNode.class, name, address, String.join(",", peers)));
                ChatUser ada = join("ada", nodes.addressesOf("b", "a"));
                ChatUser bob = join("bob", nodes.addressesOf("c", "b"))) {
            ChatUser.Room first = ada.awaitOn(0, PATIENCE);
            bob.awaitOn(0, PATIENCE);
            List<String> all = talk(ada, bob, 0);

            for (int i = 1; i <= MOST_RESTARTS; i++) {
                all.addAll(talkUntilItThrows(ada, bob, first, i));
                awaitExactlyOnce(all, ada, bob);
                assertThatItThrew(nodes.node(first.node()), i);
            }
            assertThat(List.of(ada, bob))
                    .allSatisfy(user -> assertThat(user.livesTold()).containsExactly(first.life()));

            all.addAll(talkUntilItThrows(ada, bob, first, MOST_RESTARTS + 1));
            ChatUser.Room second = ada.awaitOn(first.life(), PATIENCE);
            awaitExactlyOnce(all, ada, bob);

            assertThatItMovedOnce(first, second, ada, bob);
            assertThat(nodes.node(first.node()).isAlive()).isTrue();
            leave(ada, bob);
        }
    }

    private static ChatUser join(String name, String members) throws IOException {
        return ChatUser.join(name, members, "--failure-timeout", ThrowingRoomNode.FAILURE_TIMEOUT.toMillis() + "ms");
    }

    private static List<String> talkUntilItThrows(ChatUser ada, ChatUser bob, ChatUser.Room room, int number)
            throws IOException {
        String last = textThatThrows(room.life(), number);
        (number % 2 == 0 ? ada : bob).process().type(last);
        List<String> said = talk(ada, bob, number);
        said.add(last);
        return said;
    }

    private static List<String> talk(ChatUser ada, ChatUser bob, int round) throws IOException {
        List<String> said = new ArrayList<>(ada.say(round * BETWEEN + 1, BETWEEN));
        said.addAll(bob.say(round * BETWEEN + 1, BETWEEN));
        return said;
    }

    private static void awaitExactlyOnce(List<String> all, ChatUser... users) throws InterruptedException {
        for (ChatUser user : users) {
            user.awaitLines(all.size(), PATIENCE);
            user.assertSawExactlyOnce(all);
            user.assertToldOfEachLifeFirst();
        }
        ChatUser.assertOneRoomInEachLife(users);
    }

    /** Its log comes by another pipe than what users see. */
    private static void assertThatItThrew(Running host, int times) throws InterruptedException {
        host.err().awaitAll("what was thrown", PATIENCE, all -> thrown(all) >= times);
        assertThat(thrown(host.err().entries())).isEqualTo(times);
    }

    private static long thrown(List<Lines.Entry> log) {
        return log.stream()
                .filter(entry -> entry.text().contains("told to throw"))
                .count();
    }

    private static void assertThatItMovedOnce(ChatUser.Room first, ChatUser.Room second, ChatUser... users) {
        for (ChatUser user : users) {
            assertThat(user.livesTold()).containsExactly(first.life(), second.life());
            assertThat(user.lines())
                    .extracting(ChatUser.Said::life)
                    .contains(first.life(), second.life())
                    .containsOnly(first.life(), second.life());
            assertThat(user.process().out().texts())
                    .filteredOn(line -> line.startsWith("{\"type\":\"joined\""))
                    .doesNotHaveDuplicates();
        }
    }

    private static void leave(ChatUser... users) throws Exception {
        for (ChatUser user : users) {
            user.leave(seconds(15));
        }
    }
}
