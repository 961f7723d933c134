package dev.parley.examples.actors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.ActorRef;
import dev.parley.ActorSystem;
import dev.parley.DropReason;
import dev.parley.SpawnOption;
import dev.parley.SystemEvent;
import dev.parley.testkit.ActorTest;
import dev.parley.testkit.ActorTestKit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/** What docs/ACTORS.md says of actors and messages. */
class MessagesTest {
    @Test
    void aStockCountsItsPieces() {
        try (ActorSystem system = ActorSystem.start("shop")) {
            ActorRef<Stock.Command> stock = system.spawn("stock", Stock::new);
            stock.tell(new Stock.Put("tea", 3));
            int left = stock.ask(new Stock.Take("tea", 1));

            assertThat(left).isEqualTo(2);
        }
    }

    @ActorTest
    void aFullMailboxSaysSoAndNothingIsLostInSilence(ActorTestKit kit) {
        ConcurrentHashMap<DropReason, Integer> losses = new ConcurrentHashMap<>();
        Deliveries.countLosses(kit.system(), losses);
        ActorRef<Stock.Command> stock = kit.system().spawn("stock", Stock::new, SpawnOption.mailbox(2));
        List<Stock.Put> parcels = List.of(new Stock.Put("tea", 1), new Stock.Put("tea", 1), new Stock.Put("coffee", 1));

        assertThat(Deliveries.unload(stock, parcels)).containsExactly(new Stock.Put("coffee", 1));
        assertThat(losses).isEmpty();

        stock.tell(new Stock.Put("coffee", 1));
        assertThat(losses).containsOnly(Map.entry(DropReason.MAILBOX_FULL, 1));

        kit.runFor(Duration.ofMillis(1));
        assertThat(stock.ask(new Stock.Count("tea"))).isEqualTo(2);
        assertThat(Deliveries.unload(stock, parcels.subList(2, 3))).isEmpty();
        assertThat(kit.system().snapshot().refused()).containsEntry(DropReason.MAILBOX_FULL, 2L);
    }

    @ActorTest
    void aSlowTurnIsSeenByWhoeverLooksTwice(ActorTestKit kit) {
        ActorRef<Meter.Command> meter = kit.system().spawn("meter", Meter::new);
        meter.tell(new Meter.Measure(1));
        kit.system()
                .<Duration>spawn("sleeper", () -> (time, ctx) -> ctx.sleep(time))
                .tell(Duration.ofMinutes(1));
        kit.runFor(Duration.ofSeconds(1));

        assertThat(Gauge.slow(kit.system(), Duration.ofSeconds(10))).isEmpty();
        kit.runFor(Duration.ofSeconds(11));
        assertThat(Gauge.slow(kit.system(), Duration.ofSeconds(10))).containsExactly("sleeper");
        assertThat(Gauge.types(kit.system()))
                .containsExactly(
                        "1 of dev.parley.examples.actors.MessagesTest$$Lambda: handled 0, queued 0, restarts 0",
                        "1 of dev.parley.examples.actors.Meter: handled 1, queued 0, restarts 0");
        kit.runFor(Duration.ofMinutes(1));
        assertThat(Gauge.slow(kit.system(), Duration.ZERO)).isEmpty();
    }

    @ActorTest
    void aSystemIsSeenFromOutside(ActorTestKit kit) {
        List<String> lines = new ArrayList<>();
        kit.system().events((SystemEvent event) -> lines.add(Gauge.line(event)));
        ActorRef<Meter.Command> meter = kit.system().spawn("meter", Meter::new);
        meter.tell(new Meter.Measure(-1));
        kit.runFor(Duration.ofSeconds(1));
        assertThat(lines)
                .containsExactly(
                        "meter lost Measure[value=-1]: HANDLER_FAILED",
                        "meter failed: java.lang.IllegalArgumentException: below zero: -1",
                        "meter restarted, 1");

        meter.tell(new Meter.Measure(1));
        assertThat(Gauge.line(kit.system()))
                .isEqualTo("1 actors, 0 messages handled, refused {}, dropped {HANDLER_FAILED=1},"
                        + " longest queue: meter with 1");
        kit.system().stop(meter);
        kit.runFor(Duration.ofMillis(1));
        assertThat(lines.getLast()).isEqualTo("meter ended: it stopped");
    }
}
