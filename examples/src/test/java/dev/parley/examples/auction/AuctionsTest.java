package dev.parley.examples.auction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.parley.ActorRef;
import dev.parley.AskException;
import dev.parley.Failure;
import dev.parley.testkit.ActorTest;
import dev.parley.testkit.ActorTestKit;
import java.time.Duration;

class AuctionsTest {
    @ActorTest
    void sellsToTheHighestBidderAndWithdrawsALotThatFails(ActorTestKit kit) {
        ActorRef<Auctions.Command> house = kit.system().spawn("auctions", Auctions::new);
        ActorRef<Lot.Command> vase = house.ask(new Auctions.Open("vase", Duration.ofMinutes(10)));
        ActorRef<Lot.Command> lamp = house.ask(new Auctions.Open("lamp", Duration.ofMinutes(10)));

        assertThatExceptionOfType(AskException.class)
                .isThrownBy(() -> house.ask(new Auctions.Open("vase", Duration.ofMinutes(1))))
                .withMessageContaining("is open already");
        assertThat(vase.ask(new Lot.Bid("ada", 500))).isEqualTo(500);
        assertThatExceptionOfType(AskException.class)
                .isThrownBy(() -> vase.ask(new Lot.Bid("bob", 500)))
                .extracting(AskException::failure)
                .isEqualTo(new Failure.Rejected("bid more than 500"));
        assertThat(vase.ask(new Lot.Bid("bob", 600))).isEqualTo(600);
        lamp.tell(new Lot.Bid("", 1));
        kit.runFor(Duration.ofMinutes(11));

        assertThat(house.ask(new Auctions.Sales()))
                .containsExactly("lamp: withdrawn, IllegalArgumentException: a bid needs a bidder", "vase: bob, 600");
    }
}
