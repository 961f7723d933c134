package dev.parley.examples.savings;

import dev.parley.Actor;
import dev.parley.ActorContext;

/** An account as one writes it first. It passes every test on one machine. */
public final class NaiveAccount implements Actor<Savings> {
    private int cents;

    @Override
    public void onMessage(Savings message, ActorContext<Savings> ctx) {
        switch (message) {
            case Savings.Deposit deposit -> {
                cents += deposit.cents();
                deposit.to().tell(new Savings.Receipt(deposit.number()));
            }
            case Savings.Balance request -> ctx.reply(request, cents);
        }
    }
}
