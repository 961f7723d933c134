package dev.parley.examples.savings;

import dev.parley.Actor;
import dev.parley.ActorContext;
import java.util.HashSet;
import java.util.Set;

/** An account that takes each deposit once, however often it comes. */
public final class Account implements Actor<Savings> {
    private final Set<Integer> taken = new HashSet<>();
    private int cents;

    @Override
    public void onMessage(Savings message, ActorContext<Savings> ctx) {
        switch (message) {
            case Savings.Deposit deposit -> {
                if (taken.add(deposit.number())) {
                    cents += deposit.cents();
                }
                deposit.to().tell(new Savings.Receipt(deposit.number()));
            }
            case Savings.Balance request -> ctx.reply(request, cents);
        }
    }
}
