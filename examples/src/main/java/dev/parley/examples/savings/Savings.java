package dev.parley.examples.savings;

import dev.parley.ActorRef;
import dev.parley.Request;

/** What an account understands, and what it answers. */
public sealed interface Savings {
    /** Money for the account. The number is the sender's, and the same when it sends the deposit again. */
    record Deposit(int number, int cents, ActorRef<Receipt> to) implements Savings {}

    /** Asks how much there is. */
    record Balance() implements Savings, Request<Savings, Integer> {}

    /** The deposit of that number is in the account. */
    record Receipt(int number) {}
}
