package dev.parley.examples.savings;

import dev.parley.Actor;
import dev.parley.ActorContext;
import dev.parley.ActorRef;
import dev.parley.Request;
import dev.parley.examples.savings.Savings.Deposit;
import dev.parley.examples.savings.Savings.Receipt;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** Takes cash, and sends it to an account: again and again, until there is a receipt. */
public final class Till implements Actor<Till.Command> {
    /** What a till understands. */
    public sealed interface Command {}

    /** Cash for the account. */
    public record Cash(int cents) implements Command {}

    /** Asks how many deposits have no receipt yet. */
    public record Open() implements Command, Request<Command, Integer> {}

    private record Paid(int number) implements Command {}

    private record Again(int number) implements Command {}

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final ActorRef<Savings> account;
    private final Map<Integer, Integer> open = new TreeMap<>();
    private int last;

    /** A till of that account. */
    public Till(ActorRef<Savings> account) {
        this.account = account;
    }

    @Override
    public void onMessage(Command message, ActorContext<Command> ctx) {
        switch (message) {
            case Cash(int cents) -> {
                open.put(++last, cents);
                send(last, ctx);
            }
            case Again(int number) -> send(number, ctx);
            case Paid(int number) -> open.remove(number);
            case Open request -> ctx.reply(request, open.size());
        }
    }

    private void send(int number, ActorContext<Command> ctx) {
        Integer cents = open.get(number);
        if (cents != null) {
            ActorRef<Receipt> receipts = ctx.adapter(Receipt.class, receipt -> new Paid(receipt.number()));
            account.tell(new Deposit(number, cents, receipts));
            ctx.after(PATIENCE, new Again(number)); // the wire delivers at most once; this makes it at least once
        }
    }
}
