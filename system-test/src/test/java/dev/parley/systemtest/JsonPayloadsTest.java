package dev.parley.systemtest;

import static dev.parley.systemtest.Lines.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.json.JsonPayloads;
import dev.parley.remote.Node;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What somebody between two nodes reads when they write JSON, over TCP; docs/EVOLUTION.md shows the same. */
class JsonPayloadsTest {
    private final Tape tape = new Tape(1 << 20);

    @Test
    void messagesAndAnswersAreReadableOnTheWire() throws Exception {
        try (Relays relays = new Relays(List.of("a", "b"), tape);
                Node a = Bank.start(relays, "a", Optional.of(JsonPayloads.readable()));
                Node _ = Bank.start(relays, "b", Optional.of(JsonPayloads.readable()))) {
            Bank.save(relays, a, "b");
            assertThat(tape.text("a", "b"))
                    .contains("Savings.Deposit{\"number\":7,\"cents\":120,\"to\":\"actor://" + relays.before("a")
                            + "/user/till#")
                    .contains("Savings.Balance{\"of\":\"gr....\"}");
            assertThat(tape.text("b", "a"))
                    .contains("Receipt{\"number\":7}")
                    .contains("{\"of\":\"gr....\",\"cents\":120,\"numbers\":[1,2]}");
        }
    }

    @Test
    void aNodeThatIsNotSetToItTalksCborWithOneThatIs() throws Exception {
        try (Relays relays = new Relays(List.of("a", "b"), tape);
                Node a = Bank.start(relays, "a", Optional.of(JsonPayloads.readable()));
                Node b = Bank.start(relays, "b", Optional.empty())) {
            Bank.save(relays, a, "b");
            Bank.save(relays, b, "a");
            for (String text : List.of(tape.text("a", "b"), tape.text("b", "a"))) {
                assertThat(text)
                        .contains("Savings.Deposit", "Savings.Balance", "Receipt")
                        .doesNotContain("{\"");
            }
        }
    }

    @Test
    void nodesOfTheChatWriteJsonWhereTheOptionSaysSo() throws Exception {
        try (Relays relays = new Relays(Trio.NAMES, tape);
                Running a = node(relays, "a", "--payloads", "json");
                Running b = node(relays, "b", "--payloads", "json");
                Running c = node(relays, "c", "--payloads=cbor")) {
            for (Running node : List.of(a, b, c)) {
                node.out().await("its ready line", seconds(60), line -> line.startsWith("ready "));
            }
            try (ChatUser bob = ChatUser.join("bob", relays.before("b"));
                    ChatUser eve = ChatUser.join("eve", relays.before("c"))) {
                assertThat(bob.awaitOn(0, seconds(30)).node()).isEqualTo("a");
                eve.awaitOn(0, seconds(30));
                bob.say(1, 2);
                eve.say(1, 2);
                bob.awaitLines(4, seconds(30));
                eve.awaitLines(4, seconds(30));
                bob.leave(seconds(15));
                eve.leave(seconds(15));
            }
            assertThat(tape.text("b", "a"))
                    .containsPattern("ChatRoom\\.Say\\{\"seat\":\\{\"user\":\"bob\",.*\"text\":\"bob-2\"}");
            assertThat(tape.text("a", "b")).contains("\"text\":\"eve-2\"");
            assertThat(tape.text("c", "a")).contains("eve-2").doesNotContain("{\"");
            assertThat(tape.text("a", "c")).contains("bob-2", "eve-2").doesNotContain("{\"");
        }
    }

    private static Running node(Relays relays, String host, String... more) throws IOException {
        String peers = String.join(",", Trio.NAMES.stream().map(relays::before).toList());
        return Running.startBehind(
                List.of(),
                Stream.concat(
                                Stream.of(
                                        "node",
                                        "--name",
                                        host,
                                        "--bind",
                                        relays.behind(host),
                                        "--advertise",
                                        relays.before(host),
                                        "--peers",
                                        peers),
                                Stream.of(more))
                        .toArray(String[]::new));
    }
}
