package dev.parley.examples.actors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.parley.Actor;
import dev.parley.ActorContext;
import dev.parley.ActorRef;
import dev.parley.ActorSystem;
import dev.parley.AskException;
import dev.parley.Done;
import dev.parley.Failure;
import dev.parley.SpawnOption;
import dev.parley.SupervisorStrategy;
import dev.parley.testkit.ActorTest;
import dev.parley.testkit.ActorTestKit;
import dev.parley.testkit.TestProbe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What docs/ACTORS.md says of requests and of blocking. */
class RequestsTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private static ActorRef<Stock.Command> stockOf(ActorTestKit kit, String item, int pieces) {
        ActorRef<Stock.Command> stock = kit.system().spawn("stock", Stock::new);
        stock.tell(new Stock.Put(item, pieces));
        return stock;
    }

    /** Handles each command so. */
    private static ActorRef<Stock.Command> stock(ActorTestKit kit, Actor<Stock.Command> how) {
        return kit.system().spawn(() -> how, SupervisorStrategy.stop());
    }

    @ActorTest
    void aDeskSellsAndSaysWhyNot(ActorTestKit kit) {
        ActorRef<Stock.Command> stock = stockOf(kit, "tea", 1);
        assertThat(Desk.sell(stock, "tea")).isEqualTo("sold, 0 left");
        assertThat(Desk.sell(stock, "tea")).isEqualTo("not sold: only 0 of tea left");
        kit.system().stop(stock);
        kit.runFor(Duration.ofMillis(1));
        assertThat(Desk.sell(stock, "tea")).isEqualTo("not known: the stock is gone");
    }

    @ActorTest
    void aDeskHearsOfAStockThatIsSilentForgetfulOrFails(ActorTestKit kit) {
        assertThat(Desk.sell(kit.<Stock.Command>probe().ref(), "tea"))
                .isEqualTo("not known: count before you try again");
        assertThat(Desk.sell(stock(kit, (_, _) -> {}), "tea"))
                .startsWith("a mistake in the program: handled without an answer");
        assertThat(Desk.sell(
                        stock(kit, (_, _) -> {
                            throw new IllegalStateException("rats");
                        }),
                        "tea"))
                .isEqualTo("not known: the stock failed on this request");
        assertThat(Desk.sell(stock(kit, (_, ctx) -> ctx.stop()), "tea")).startsWith("a mistake in the program");
    }

    @ActorTest
    void aDeskHearsOfAFullStockAtOnce(ActorTestKit kit) {
        ActorRef<Stock.Command> stock = kit.system().spawn("stock", Stock::new, SpawnOption.mailbox(1));
        stock.tell(new Stock.Put("tea", 1));
        assertThat(Desk.sell(stock, "tea")).isEqualTo("not sold: try again in a moment");
    }

    @ActorTest
    void aDeskNeedsNoThreadToWait(ActorTestKit kit) {
        CompletableFuture<String> answer =
                Desk.sellLater(stockOf(kit, "tea", 3), "tea").toCompletableFuture();
        kit.runFor(Duration.ofMillis(1));
        assertThat(answer).isCompletedWithValue("sold, 2 left");
    }

    @ActorTest
    void aShopAnswersInEachWay(ActorTestKit kit) {
        ActorRef<Stock.Command> stock = stockOf(kit, "tea", 2);
        ActorRef<Shop.Command> shop = kit.system().spawn("shop", () -> new Shop(stock, String::length));
        assertThat(shop.ask(new Shop.BuyNow("tea"))).isEqualTo("tea, 1 left");
        assertThat(shop.ask(new Shop.Buy("tea"))).isEqualTo("tea, 0 left");
        assertThat(shop.ask(new Shop.Left("tea"))).isZero();
        assertThat(shop.ask(new Shop.Price("coffee"))).isEqualTo(6);
        assertThatExceptionOfType(AskException.class)
                .isThrownBy(() -> shop.ask(new Shop.Buy("tea")))
                .extracting(AskException::failure)
                .isEqualTo(new Failure.Rejected("rejected: only 0 of tea left"));
    }

    @ActorTest
    void anInnerRequestHasNoMoreTimeThanTheOuterOne(ActorTestKit kit) {
        TestProbe<Stock.Command> stock = kit.probe(); // never answers
        ActorRef<Shop.Command> shop = kit.system().spawn("shop", () -> new Shop(stock.ref(), String::length));
        CompletableFuture<String> bought =
                shop.askLater(new Shop.BuyNow("tea"), Duration.ofMillis(300)).toCompletableFuture();

        kit.runFor(Duration.ofMillis(400)); // the shop asks with a limit of 5 s, and waits for what is left of 300 ms
        assertThat(bought).isCompletedExceptionally();
        assertThat(shop.ask(new Shop.Price("tea"), Duration.ofMillis(10))).isEqualTo(3);
    }

    @ActorTest
    void aRingOfFriendsHearsSoAtOnce(ActorTestKit kit) {
        ActorRef<Friend.Chain> ada = kit.system().spawn("ada", Friend::new);
        ActorRef<Friend.Chain> bob = kit.system().spawn("bob", Friend::new);

        assertThat(ada.ask(new Friend.Chain(List.of(bob)), MINUTE)).isEqualTo("nobody is left to ask");
        assertThat(ada.ask(new Friend.Chain(List.of(bob, ada)), MINUTE))
                .isEqualTo(
                        "the asker would wait for itself: %s -> %s -> %s; ask with ctx.ask or tell on one of these ways"
                                .formatted(bob, ada, bob));
    }

    @Test
    void aHandlerThatBlocksStallsItsOwnActorAlone() {
        CountDownLatch database = new CountDownLatch(1);
        try (ActorSystem system = ActorSystem.start("shop")) {
            List<CompletableFuture<Done>> saved = new ArrayList<>();
            for (int i = 0; i < 1_000; i++) {
                ActorRef<Archive.Command> archive = system.spawn(() -> new Archive(_ -> database.await()));
                saved.add(archive.askLater(new Archive.Save("tea"), MINUTE).toCompletableFuture());
            }
            ActorRef<Stock.Command> stock = system.spawn("stock", Stock::new);
            assertThat(stock.ask(new Stock.Count("tea"), MINUTE)).isZero(); // while a thousand others wait

            assertThat(saved).noneMatch(CompletableFuture::isDone);
            database.countDown();
            assertThat(saved.stream().map(CompletableFuture::join)).containsOnly(Done.DONE);
        }
    }

    @ActorTest
    void anActorGetsWhatItWorksWithFromItsFactory(ActorTestKit kit) {
        List<String> rows = new ArrayList<>();
        Archive.Orders orders = rows::add;
        ActorRef<Archive.Command> archive = kit.system().spawn("archive", () -> new Archive(orders));

        archive.ask(new Archive.Save("tea"));
        assertThat(rows).containsExactly("tea");
    }

    @ActorTest
    void aContextIsOfNoUseElsewhere(ActorTestKit kit) {
        List<ActorContext<String>> kept = new ArrayList<>();
        ActorRef<String> leaky = kit.system().spawn("leaky", () -> (_, ctx) -> kept.add(ctx));
        leaky.tell("keep");
        kit.runFor(Duration.ofMillis(1));

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> kept.getFirst().stop())
                .withMessage("ctx of " + leaky + " is valid on the thread of its turn and during the turn only: keep"
                        + " ctx.self() and tell it a message instead");
    }

    @ActorTest
    void anExchangeIsToldWhatAnotherThreadFetched(ActorTestKit kit) {
        CompletableFuture<Integer> fetched = new CompletableFuture<>();
        ActorRef<Exchange.Command> exchange = kit.system().spawn("exchange", () -> new Exchange(() -> fetched));
        exchange.tell(new Exchange.Refresh());
        kit.runFor(Duration.ofMillis(1));
        fetched.complete(42);

        assertThat(exchange.ask(new Exchange.Rate())).isEqualTo(42);
    }

    @ActorTest
    void anExchangeKeepsItsRateWhenNothingWasFetched(ActorTestKit kit) {
        ActorRef<Exchange.Command> exchange = kit.system()
                .spawn(
                        "exchange",
                        () -> new Exchange(() ->
                                CompletableFuture.failedFuture(new IllegalStateException("the client is closed"))));
        exchange.tell(new Exchange.Refresh());

        assertThat(exchange.ask(new Exchange.Rate())).isZero();
    }
}
