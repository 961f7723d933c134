package dev.parley.systemtest;

import static dev.parley.systemtest.Lines.seconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three nodes on three hosts with a shared key; the network loses packets between some of them without a word. */
class PartitionTest {
    private static final Duration PATIENCE = seconds(40);
    private static final String PORT = ":9001";

    @TempDir
    private Path folder;

    @BeforeAll
    static void needsNamespaces() throws InterruptedException {
        assumeTrue(
                Net.isPossible(),
                "SKIPPED, NOT TESTED: cuts need network namespaces; run as root where 'ip netns add' works");
    }

    @Test
    void theMinorityIsPassiveUntilItIsHealedAndNoLineIsLost() throws Exception {
        String key = key();
        try (Net net = Net.of(Trio.NAMES);
                Trio _ = nodes(net, key);
                ChatUser ada = user(net, key, "ada", "a", "a");
                ChatUser bob = user(net, key, "bob", "b", "b", "c")) {
            ChatUser.Room first = ada.awaitOn(0, PATIENCE);
            bob.awaitOn(0, PATIENCE);
            assertThat(first.node()).isEqualTo("a");
            List<String> all = new ArrayList<>(ada.say(1, 10));
            all.addAll(bob.say(1, 10));
            bob.awaitLines(20, PATIENCE);

            net.cut("a", "b");
            net.cut("a", "c");
            all.addAll(ada.say(11, 10));
            all.addAll(bob.say(11, 10));
            ada.awaitState("no-quorum", PATIENCE);
            assertThat(bob.awaitOn(first.life(), PATIENCE).node()).isNotEqualTo("a");
            bob.awaitLines(30, PATIENCE);

            net.heal("a", "b");
            net.heal("a", "c");
            ada.awaitLines(40, PATIENCE);
            bob.awaitLines(40, PATIENCE);
            assertAllIsWell(all, ada, bob);
            ada.leave(seconds(15));
            bob.leave(seconds(15));
        }
    }

    @Test
    void twoNodesThatDoNotSeeEachOtherMakeNoSecondRoomAndLoseNoLine() throws Exception {
        String key = key();
        try (Net net = Net.of(Trio.NAMES);
                Trio _ = nodes(net, key);
                ChatUser ada = user(net, key, "ada", "a", "a", "c");
                ChatUser bob = user(net, key, "bob", "b", "b", "c");
                ChatUser eve = user(net, key, "eve", "c", "c")) {
            for (ChatUser user : List.of(ada, bob, eve)) {
                user.awaitOn(0, PATIENCE);
            }
            List<String> all = talk(1, ada, bob, eve);
            eve.awaitLines(30, PATIENCE);

            net.cut("a", "b");
            all.addAll(talk(11, ada, bob, eve));
            for (ChatUser user : List.of(ada, bob, eve)) {
                user.awaitLines(60, PATIENCE);
            }

            net.heal("a", "b");
            all.addAll(talk(21, ada, bob, eve));
            for (ChatUser user : List.of(ada, bob, eve)) {
                user.awaitLines(90, PATIENCE);
            }
            assertAllIsWell(all, ada, bob, eve);
            for (ChatUser user : List.of(ada, bob, eve)) {
                user.leave(seconds(15));
            }
        }
    }

    private static List<String> talk(int first, ChatUser... users) throws IOException {
        List<String> said = new ArrayList<>();
        for (ChatUser user : users) {
            said.addAll(user.say(first, 10));
        }
        return said;
    }

    private static void assertAllIsWell(List<String> all, ChatUser... users) {
        for (ChatUser user : users) {
            user.assertSawExactlyOnce(all);
            user.assertToldOfEachLifeFirst();
        }
        ChatUser.assertOneRoomInEachLife(users);
    }

    private String key() throws IOException {
        return Files.writeString(folder.resolve("cluster.key"), "0123456789abcdef".repeat(4) + "\n")
                .toString();
    }

    private static Trio nodes(Net net, String key) throws IOException, InterruptedException {
        return Trio.start(
                Trio.NAMES.stream().map(name -> net.address(name) + PORT).toList(),
                Trio.NAMES.stream().map(net::on).toList(),
                "--key-file",
                key,
                "--failure-timeout",
                "3s");
    }

    private static ChatUser user(Net net, String key, String name, String host, String... members) throws IOException {
        List<String> addresses = List.of(members).stream()
                .map(member -> net.address(member) + PORT)
                .toList();
        return ChatUser.joinBehind(
                net.on(host), name, String.join(",", addresses), "--key-file", key, "--failure-timeout", "3s");
    }
}
