package dev.parley.systemtest;

import static dev.parley.systemtest.Lines.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The node that hosts the room dies, or is paused, while two users type 200 lines. */
class FailoverTest {
    private static final Duration PATIENCE = seconds(40);

    @Test
    void everyLineArrivesExactlyOnceWhenTheHostIsKilled() throws Exception {
        try (Trio nodes = Trio.start();
                ChatUser ada = ChatUser.join("ada", nodes.addressesOf("a", "b"));
                ChatUser bob = ChatUser.join("bob", nodes.addressesOf("c", "b"))) {
            ChatUser.Room first = ada.awaitOn(0, PATIENCE);
            bob.awaitOn(0, PATIENCE);
            List<String> all = talk(ada, bob, 1, 50);
            ada.awaitLines(20, PATIENCE);

            nodes.node(first.node()).signal("KILL");
            long killed = System.nanoTime();
            all.addAll(talk(ada, bob, 51, 50));

            ada.awaitLines(200, PATIENCE);
            bob.awaitLines(200, PATIENCE);
            assertAllIsWell(all, ada, bob);
            assertThat(secondsUntilNewLife(bob, first.life(), killed)).isLessThan(8);
            leaveBoth(ada, bob);
        }
    }

    @Test
    void aRoomThatWakesDoesNotSpeakForTheNewLife() throws Exception {
        try (Trio nodes = Trio.start();
                ChatUser ada = ChatUser.join("ada", nodes.addressesOf("b", "c"));
                ChatUser bob = ChatUser.join("bob", nodes.addressesOf("c", "b"))) {
            ChatUser.Room first = ada.awaitOn(0, PATIENCE);
            bob.awaitOn(0, PATIENCE);
            List<String> all = talk(ada, bob, 1, 40);
            Running host = nodes.node(first.node());

            host.signal("STOP");
            all.addAll(talk(ada, bob, 41, 40));
            host.awaitNoEnd(seconds(12));
            host.signal("CONT");
            all.addAll(talk(ada, bob, 81, 20));

            ada.awaitLines(200, PATIENCE);
            bob.awaitLines(200, PATIENCE);
            assertAllIsWell(all, ada, bob);
            assertThat(ada.lines().getLast().life()).isGreaterThan(first.life());
            assertThatTheWokenNodeKnows(nodes, first);
            leaveBoth(ada, bob);
        }
    }

    private static void assertThatTheWokenNodeKnows(Trio nodes, ChatUser.Room first) throws Exception {
        try (ChatUser late = ChatUser.join("late", nodes.addressesOf(first.node()))) {
            assertThat(late.awaitOn(first.life(), PATIENCE).node()).isNotEqualTo(first.node());
            late.leave(seconds(15));
        }
    }

    private static List<String> talk(ChatUser ada, ChatUser bob, int from, int count) throws IOException {
        List<String> said = new ArrayList<>(ada.say(from, count));
        said.addAll(bob.say(from, count));
        return said;
    }

    private static void assertAllIsWell(List<String> all, ChatUser... users) {
        for (ChatUser user : users) {
            user.assertSawExactlyOnce(all);
            user.assertToldOfEachLifeFirst();
        }
        ChatUser.assertOneRoomInEachLife(users);
    }

    private static double secondsUntilNewLife(ChatUser user, long oldLife, long sinceNanos) {
        ChatUser.Said first = user.lines().stream()
                .filter(said -> said.life() > oldLife)
                .findFirst()
                .orElseThrow();
        return (first.nanos() - sinceNanos) / (double) TimeUnit.SECONDS.toNanos(1);
    }

    private static void leaveBoth(ChatUser ada, ChatUser bob) throws Exception {
        ada.leave(seconds(15));
        bob.leave(seconds(15));
    }
}
