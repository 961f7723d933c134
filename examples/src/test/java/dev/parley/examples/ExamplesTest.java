package dev.parley.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.parley.Actor;
import dev.parley.ActorContext;
import dev.parley.ActorRef;
import dev.parley.ActorSystem;
import dev.parley.AskException;
import dev.parley.Done;
import dev.parley.Failure;
import dev.parley.testkit.ActorTest;
import dev.parley.testkit.ActorTestKit;
import dev.parley.testkit.TestProbe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every example does what it says. */
class ExamplesTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    private final ActorSystem system = ActorSystem.start("examples");

    @AfterEach
    void close() {
        system.close();
    }

    @Test
    void aLambdaCounts() {
        var counter = system.spawn("counter", () -> LambdaCounter.from(0));
        counter.tell(new LambdaCounter.Add(2));
        counter.tell(new LambdaCounter.Add(3));

        int sum = counter.ask(new LambdaCounter.Sum());
        assertThat(sum).isEqualTo(5);
    }

    @Test
    void aRouterSpreadsRequestsAndTheRouteesAnswer() {
        var routees = List.of(
                system.spawn("a", () -> LambdaCounter.from(10)), system.spawn("b", () -> LambdaCounter.from(20)));
        var router = system.spawn("router", () -> new RoundRobin<>(routees));
        router.tell(new LambdaCounter.Add(1));
        router.tell(new LambdaCounter.Add(2));

        assertThat(router.ask(new LambdaCounter.Sum())).isEqualTo(11);
        assertThat(router.ask(new LambdaCounter.Sum())).isEqualTo(22);
    }

    @Test
    void aSagaReservesAndCharges() {
        ActorRef<OrderSaga.Bank> bank = system.spawn("bank", () -> (message, ctx) -> {
            switch (message) {
                case OrderSaga.Charge charge -> ctx.reply(charge, "paid " + charge.cents());
            }
        });
        var saga = system.spawn("saga", () -> new OrderSaga(stock(new AtomicInteger()), bank));

        assertThat(saga.ask(new OrderSaga.Place("book", 995))).isEqualTo(new OrderSaga.Receipt("paid 995"));
        assertThatExceptionOfType(AskException.class)
                .isThrownBy(() -> saga.ask(new OrderSaga.Place("unicorn", 1)))
                .extracting(AskException::failure)
                .isEqualTo(new Failure.Rejected("no unicorn"));
    }

    @Test
    void aSagaGivesTheReservationBackWhenTheChargeFails() {
        AtomicInteger reserved = new AtomicInteger();
        ActorRef<OrderSaga.Stock> stock = stock(reserved);
        ActorRef<OrderSaga.Bank> bank = system.spawn("bank", () -> (message, ctx) -> {
            switch (message) {
                case OrderSaga.Charge charge -> ctx.reject(charge, "no money");
            }
        });
        var saga = system.spawn("saga", () -> new OrderSaga(stock, bank));

        assertThatExceptionOfType(AskException.class)
                .isThrownBy(() -> saga.ask(new OrderSaga.Place("book", 995)))
                .withMessageContaining("no money");
        assertThat(stock.ask(new OrderSaga.Release(new OrderSaga.Ticket(0)))).isEqualTo(Done.DONE);
        assertThat(reserved).hasValue(-1); // one reserved, one given back by the saga, one by this test
    }

    private ActorRef<OrderSaga.Stock> stock(AtomicInteger reserved) {
        return system.spawn(() -> (message, ctx) -> {
            switch (message) {
                case OrderSaga.Reserve reserve
                when reserve.item().equals("unicorn") -> ctx.reject(reserve, "no unicorn");
                case OrderSaga.Reserve reserve -> ctx.reply(reserve, new OrderSaga.Ticket(reserved.incrementAndGet()));
                case OrderSaga.Release release -> {
                    reserved.decrementAndGet();
                    ctx.reply(release, Done.DONE);
                }
            }
        });
    }

    @Test
    void aPoolGivesEachJobToAnIdleWorker() {
        ActorRef<WorkPool.Command<String, Integer>> pool = system.spawn("pool", WorkPool<String, Integer>::new);
        List<CompletableFuture<Integer>> results = new ArrayList<>();
        for (String job : List.of("a", "bb", "ccc", "dddd")) {
            results.add(pool.askLater(new WorkPool.Submit<>(job), SOON).toCompletableFuture());
        }
        for (int i = 0; i < 2; i++) {
            pool.tell(new WorkPool.Join<>(system.spawn(() -> new WorkPool.Worker<>(String::length))));
        }

        assertThat(results.stream().map(CompletableFuture::join)).containsExactly(1, 2, 3, 4);
    }

    @Test
    void aPoolGivesNoMoreJobsToAWorkerThatHasEnded() {
        ActorRef<WorkPool.Command<String, Integer>> pool = system.spawn("pool", WorkPool<String, Integer>::new);
        List<CompletableFuture<Integer>> results = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            results.add(pool.askLater(new WorkPool.Submit<>("job"), SOON).toCompletableFuture());
        }
        pool.tell(new WorkPool.Join<>(system.spawn(() -> (_, worker) -> worker.stop())));
        assertThatExceptionOfType(CompletionException.class).isThrownBy(results.getFirst()::join);

        pool.tell(new WorkPool.Join<>(system.spawn(() -> new WorkPool.Worker<>(String::length))));
        assertThat(results.getLast()).succeedsWithin(SOON).isEqualTo(3);
        for (String job : List.of("a", "bb", "ccc", "dddd")) {
            assertThat(pool.ask(new WorkPool.Submit<>(job))).isEqualTo(job.length());
        }
    }

    @Test
    void aPoolRejectsAJobThatFailsAndKeepsItsWorker() {
        ActorRef<WorkPool.Command<String, Integer>> pool = system.spawn("pool", WorkPool<String, Integer>::new);
        pool.tell(new WorkPool.Join<>(system.spawn(() -> new WorkPool.Worker<>(Integer::valueOf))));

        assertThatExceptionOfType(AskException.class)
                .isThrownBy(() -> pool.ask(new WorkPool.Submit<>("seven")))
                .withMessageContaining("NumberFormatException");
        assertThat(pool.ask(new WorkPool.Submit<>("7"))).isEqualTo(7);
    }

    @Test
    void aKindMakesAGenericPool() {
        TestProbe<Integer> done = TestProbe.start(system);
        ActorRef<String> parent = system.spawn("parent", () -> (job, ctx) -> {
            var pool = ctx.spawnOn(ctx.node(), WorkPool.LENGTHS, new WorkPool.Nothing());
            pool.tell(new WorkPool.Join<>(ctx.spawn(() -> new WorkPool.Worker<>(String::length))));
            done.ref().tell(pool.ask(new WorkPool.Submit<>(job)));
        });
        parent.tell("four");

        assertThat(done.expect(SOON)).isEqualTo(4);
    }

    @ActorTest // in virtual time: a machine that is busy for longer than the store is patient would close it
    void aStoreStashesUntilItIsConnectedAndClosesWhenIdle(ActorTestKit kit) {
        AtomicInteger connections = new AtomicInteger();
        var store = kit.system()
                .spawn(
                        "store",
                        () -> new Store(
                                () -> {
                                    connections.incrementAndGet();
                                    return Map.of("k", "v");
                                },
                                Duration.ofMillis(200)));
        ActorRef<Store.Command> whole = store;

        assertThat(whole.ask(new Store.Get("k"))).isEqualTo("v");
        assertThat(whole.ask(new Store.Put("l", "w"))).isTrue();
        assertThat(whole.ask(new Store.Get("l"))).isEqualTo("w");
        kit.runFor(Duration.ofMillis(400));
        assertThat(whole.ask(new Store.Get("l"))).isEmpty();
        assertThat(connections).hasValue(2);
    }

    @Test
    void aSessionFindsTheNextRoom() {
        AtomicReference<ActorRef<Session.Room>> room = new AtomicReference<>(system.spawn("room-1", Room::new));
        TestProbe<Session.Line> screen = TestProbe.start(system);
        var session = system.spawn("ada", () -> new Session("ada", room::get, screen.ref()::tell));
        session.tell(new Session.Typed("one"));

        assertThat(screen.expect(SOON).text()).isEqualTo("one");
        ActorRef<Session.Room> old = room.get();
        room.set(system.spawn("room-2", Room::new));
        system.stop(old);
        room.get().tell(new Session.Say("bob", "welcome back"));

        assertThat(screen.expect(SOON)).isEqualTo(new Session.Line("bob", "welcome back"));
    }

    /** Remembers all that was said and tells everybody. */
    private static final class Room implements Actor<Session.Room> {
        private final List<Session.Line> history = new ArrayList<>();
        private final List<ActorRef<Session.Event>> sessions = new ArrayList<>();

        @Override
        public void onMessage(Session.Room message, ActorContext<Session.Room> ctx) {
            switch (message) {
                case Session.Join join -> {
                    sessions.add(join.session());
                    ctx.reply(join, List.copyOf(history));
                }
                case Session.Say(String user, String text) -> {
                    Session.Line line = new Session.Line(user, text);
                    history.add(line);
                    sessions.forEach(session -> session.tell(line));
                }
            }
        }
    }

    @Test
    void twoProtocolsShareARequest() {
        ActorRef<Health.Printer> printer = system.spawn("printer", () -> Health.printer(0));
        printer.tell(new Health.Print("a page"));

        assertThat(Health.ask(printer, system.spawn("scanner", Health::scanner)))
                .isEqualTo("1 pages, warm");
    }
}
