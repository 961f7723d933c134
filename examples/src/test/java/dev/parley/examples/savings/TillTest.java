package dev.parley.examples.savings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.ActorRef;
import dev.parley.testkit.ActorTest;
import dev.parley.testkit.ActorTestKit;
import dev.parley.testkit.TestProbe;
import java.time.Duration;

class TillTest {
    @ActorTest
    void sendsAgainUntilThereIsAReceipt(ActorTestKit kit) {
        TestProbe<Savings> account = kit.probe();
        ActorRef<Till.Command> till = kit.system().spawn("till", () -> new Till(account.ref()));
        till.tell(new Till.Cash(100));

        Savings.Deposit first = account.expect(Savings.Deposit.class, Duration.ofMillis(1));
        account.expectNothing(Duration.ofMillis(998));
        account.expectMessage(first, Duration.ofMillis(10));

        first.to().tell(new Savings.Receipt(first.number()));
        account.expectNothing(Duration.ofHours(1));
        assertThat(till.ask(new Till.Open())).isZero();
    }
}
