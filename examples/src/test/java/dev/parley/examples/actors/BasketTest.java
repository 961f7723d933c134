package dev.parley.examples.actors;

import dev.parley.ActorRef;
import dev.parley.testkit.ActorTest;
import dev.parley.testkit.ActorTestKit;
import dev.parley.testkit.TestProbe;
import java.time.Duration;
import java.util.List;

class BasketTest {
    @ActorTest
    void remindsAndIsGoneAfterAnHour(ActorTestKit kit) {
        TestProbe<String> customer = kit.probe();
        ActorRef<Basket.Command> basket = kit.system().spawn("basket", () -> new Basket(customer.ref()));
        basket.tell(new Basket.Add("tea"));

        customer.expectMessage("1 items wait for you", Duration.ofMinutes(11));
        customer.fishFor("your basket is gone"::equals, Duration.ofMinutes(61)); // takes no time
        kit.<Object>probe().expectTerminated(basket, Duration.ofMillis(1));
    }

    @ActorTest
    void isQuietOnceItIsPaid(ActorTestKit kit) {
        TestProbe<String> customer = kit.probe();
        ActorRef<Basket.Command> basket = kit.system().spawn("basket", () -> new Basket(customer.ref()));
        basket.tell(new Basket.Add("tea"));
        basket.tell(new Basket.Pay());

        customer.expectNothing(Duration.ofMinutes(29));
        customer.expectMessages(List.of("did you like [tea]?"), Duration.ofMinutes(2));
    }
}
