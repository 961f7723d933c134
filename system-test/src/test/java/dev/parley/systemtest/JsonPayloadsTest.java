package dev.parley.systemtest;

import static dev.parley.systemtest.Lines.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.Actor;
import dev.parley.ActorAddress;
import dev.parley.ActorContext;
import dev.parley.ActorRef;
import dev.parley.Request;
import dev.parley.json.JsonPayloads;
import dev.parley.remote.Node;
import dev.parley.remote.NodeConfig;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What somebody between two nodes reads when they write JSON, over TCP; docs/EVOLUTION.md shows the same. */
class JsonPayloadsTest {
    private final Tape tape = new Tape(1 << 20);

    sealed interface Savings {
        record Deposit(int number, int cents, ActorRef<Receipt> to) implements Savings {}

        record Balance(String of) implements Savings, Request<Savings, Statement> {}
    }

    record Receipt(int number) {}

    record Statement(String of, int cents, List<Integer> numbers) {}

    private static Node start(Relays relays, String host, boolean readable) {
        NodeConfig usual = NodeConfig.member(host, relays.behind(host)).withAdvertise(relays.before(host));
        Node node = Node.start(readable ? usual.withPayloads(JsonPayloads.readable()) : usual);
        node.export("account", Savings.class, node.system().spawn("account", Account::new));
        return node;
    }

    private static final class Account implements Actor<Savings> {
        private int cents;

        @Override
        public void onMessage(Savings message, ActorContext<Savings> ctx) {
            switch (message) {
                case Savings.Deposit(int number, int more, ActorRef<Receipt> to) -> {
                    cents += more;
                    to.tell(new Receipt(number));
                }
                case Savings.Balance balance -> ctx.reply(balance, new Statement(balance.of(), cents, List.of(1, 2)));
            }
        }
    }

    /** Makes a deposit from one node at another, waits for the receipt, and asks for the balance. */
    private static void save(Relays relays, Node from, String at) throws InterruptedException {
        Lines receipts = new Lines("receipts");
        ActorRef<Receipt> till = from.system().spawn("till", () -> (receipt, _) -> receipts.add(receipt.toString()));
        ActorRef<Savings> account =
                from.at(ActorAddress.parse("actor://" + relays.before(at) + "/user/account"), Savings.class);
        account.tell(new Savings.Deposit(7, 120, till));
        receipts.await("the receipt", seconds(30), new Receipt(7).toString()::equals);
        assertThat(account.ask(new Savings.Balance("grüß"), seconds(30)))
                .isEqualTo(new Statement("grüß", 120, List.of(1, 2)));
    }

    @Test
    void messagesAndAnswersAreReadableOnTheWire() throws Exception {
        try (Relays relays = new Relays(List.of("a", "b"), tape);
                Node a = start(relays, "a", true);
                Node _ = start(relays, "b", true)) {
            save(relays, a, "b");
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
                Node a = start(relays, "a", true);
                Node b = start(relays, "b", false)) {
            save(relays, a, "b");
            save(relays, b, "a");
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
