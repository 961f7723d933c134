package dev.parley.bench.auction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.pattern.StatusReply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The peer's side of docs/COMING-FROM-AKKA.md does what Parley's side does. */
class PekkoAuctionsTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final ActorSystem<PekkoAuctions.Command> house = ActorSystem.create(
            PekkoAuctions.create(),
            "auctions",
            ConfigFactory.parseString("pekko.loglevel = OFF, pekko.stdout-loglevel = OFF, pekko.log-dead-letters = off")
                    .withFallback(ConfigFactory.load()));

    @AfterEach
    void close() {
        house.terminate();
        house.getWhenTerminated().toCompletableFuture().join();
    }

    @Test
    @Timeout(120)
    void takesHigherBidsSellsWhenTimeIsOverAndWithdrawsALotThatFails() {
        ActorRef<PekkoLot.Command> vase = open("vase", Duration.ofHours(1));
        ActorRef<PekkoLot.Command> lamp = open("lamp", Duration.ofHours(1));

        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(() -> open("vase", Duration.ofHours(1)))
                .withMessageContaining("is open already");
        assertThat(bid(vase, "ada", 500).toCompletableFuture().join()).isEqualTo(500);
        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(() -> bid(vase, "bob", 500).toCompletableFuture().join())
                .withMessageContaining("bid more than 500");
        lamp.tell(new PekkoLot.Bid("", 1, house.ignoreRef()));
        open("urn", Duration.ofMillis(1));
        List<String> sales = sales();
        while (sales.size() < 2) {
            sales = sales();
        }

        assertThat(sales)
                .containsExactlyInAnyOrder(
                        "lamp: withdrawn, java.lang.IllegalArgumentException: a bid needs a bidder", "urn: nobody, 0");
    }

    private ActorRef<PekkoLot.Command> open(String lot, Duration time) {
        return AskPattern.askWithStatus(
                        house,
                        (ActorRef<StatusReply<ActorRef<PekkoLot.Command>>> asker) ->
                                new PekkoAuctions.Open(lot, time, asker),
                        LIMIT,
                        house.scheduler())
                .toCompletableFuture()
                .join();
    }

    private CompletionStage<Integer> bid(ActorRef<PekkoLot.Command> lot, String bidder, int cents) {
        return AskPattern.askWithStatus(
                lot,
                (ActorRef<StatusReply<Integer>> asker) -> new PekkoLot.Bid(bidder, cents, asker),
                LIMIT,
                house.scheduler());
    }

    private List<String> sales() {
        return AskPattern.<PekkoAuctions.Command, List<String>>ask(
                        house, PekkoAuctions.Sales::new, LIMIT, house.scheduler())
                .toCompletableFuture()
                .join();
    }
}
