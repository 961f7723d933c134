package dev.parley.systemtest;

import static dev.parley.systemtest.Lines.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.Actor;
import dev.parley.ActorAddress;
import dev.parley.ActorContext;
import dev.parley.ActorRef;
import dev.parley.Request;
import dev.parley.remote.Node;
import dev.parley.remote.NodeConfig;
import dev.parley.wire.PayloadEncoding;
import java.util.List;
import java.util.Optional;

/** Nodes with an account each, behind relays, for tests of what their messages look like on the wire. */
final class Bank {
    private Bank() {}

    sealed interface Savings {
        record Deposit(int number, int cents, ActorRef<Receipt> to) implements Savings {}

        record Balance(String of) implements Savings, Request<Savings, Statement> {}
    }

    record Receipt(int number) {}

    record Statement(String of, int cents, List<Integer> numbers) {}

    /** A node that writes that encoding to peers that read it, else CBOR alone. */
    static Node start(Relays relays, String host, Optional<PayloadEncoding> encoding) {
        NodeConfig usual = NodeConfig.member(host, relays.behind(host)).withAdvertise(relays.before(host));
        Node node = Node.start(encoding.map(usual::withPayloads).orElse(usual));
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

    /** Makes deposit 7, of 120 cents, from one node at another, waits for the receipt, and asks for the balance. */
    static void save(Relays relays, Node from, String at) throws InterruptedException {
        Lines receipts = new Lines("receipts");
        ActorRef<Receipt> till = from.system().spawn("till", () -> (receipt, _) -> receipts.add(receipt.toString()));
        ActorRef<Savings> account =
                from.at(ActorAddress.parse("actor://" + relays.before(at) + "/user/account"), Savings.class);
        account.tell(new Savings.Deposit(7, 120, till));
        receipts.await("the receipt", seconds(30), new Receipt(7).toString()::equals);
        assertThat(account.ask(new Savings.Balance("grüß"), seconds(30)))
                .isEqualTo(new Statement("grüß", 120, List.of(1, 2)));
    }
}
