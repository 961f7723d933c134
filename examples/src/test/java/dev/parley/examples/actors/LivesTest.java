package dev.parley.examples.actors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.ActorRef;
import dev.parley.Terminated;
import dev.parley.router.Router;
import dev.parley.supervisor.ChildSpec;
import dev.parley.supervisor.Lifetime;
import dev.parley.supervisor.Supervisor;
import dev.parley.testkit.ActorTest;
import dev.parley.testkit.ActorTestKit;
import dev.parley.testkit.TestProbe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What docs/ACTORS.md says of how actors live, fail and end. */
class LivesTest {
    private static final Duration SOON = Duration.ofSeconds(1);

    @ActorTest(seeds = 20)
    void aWarehouseHasOneStockForEachCity(ActorTestKit kit) {
        ActorRef<Warehouse.Command> warehouse = kit.system().spawn("warehouse", Warehouse::new);
        warehouse.tell(new Warehouse.Deliver("rome", new Stock.Put("tea", 1)));
        warehouse.tell(new Warehouse.Deliver("oslo", new Stock.Put("tea", 1)));
        warehouse.tell(new Warehouse.Deliver("rome", new Stock.Put("tea", 1)));
        assertThat(warehouse.ask(new Warehouse.Cities())).containsExactly("rome", "oslo");

        warehouse.tell(new Warehouse.Close("rome"));
        kit.runFor(SOON);
        assertThat(warehouse.ask(new Warehouse.Cities())).containsExactly("oslo");

        warehouse.tell(new Warehouse.Deliver("rome", new Stock.Put("tea", 1)));
        assertThat(warehouse.ask(new Warehouse.Cities())).containsExactly("oslo", "rome");
        warehouse.tell(new Warehouse.Close("rome"));
        warehouse.tell(new Warehouse.Deliver("rome", new Stock.Put("tea", 1))); // comes while the stock ends
        kit.runFor(SOON);
        assertThat(kit.system().snapshot().actors()).noneMatch(actor -> actor.restarts() > 0);
    }

    @ActorTest
    void stopsAtOnceOrWhenAllIsDone(ActorTestKit kit) {
        ActorRef<Meter.Command> hasty = kit.system().spawn("hasty", Meter::new);
        ActorRef<Meter.Command> thorough = kit.system().spawn("thorough", Meter::new);
        for (int i = 0; i < 10; i++) {
            hasty.tell(new Meter.Measure(i));
            thorough.tell(new Meter.Measure(i));
        }
        kit.system().stop(hasty); // before its next message
        kit.system().stopWhenDrained(thorough); // behind the messages that it has
        kit.runFor(SOON);

        assertThat(kit.deadLetters())
                .hasSize(10)
                .allMatch(letter -> letter.target().equals(hasty.address()));
    }

    private static ActorRef<Meter.Command> failed(ActorRef<Station.Find> station, String name) {
        ActorRef<Meter.Command> meter = station.ask(new Station.Find(name));
        meter.tell(new Meter.Measure(5));
        meter.tell(new Meter.Measure(-1));
        return meter;
    }

    @ActorTest
    void aFailureEndsAsTheParentSaid(ActorTestKit kit) {
        ActorRef<Station.Find> station = kit.system().spawn("station", Station::new);
        assertThat(failed(station, "plain").ask(new Meter.Sum())).isZero(); // a new instance at the same address
        assertThat(failed(station, "tolerant").ask(new Meter.Sum())).isEqualTo(5); // the same instance
        assertThat(failed(station, "choosy").ask(new Meter.Sum())).isEqualTo(5); // so it says for this type of failure
        ActorRef<Meter.Command> fragile = failed(station, "fragile");
        assertThat(kit.probe().expectTerminated(fragile, SOON).reason())
                .isEqualTo(new Terminated.Crashed("IllegalArgumentException: below zero: -1"));

        ActorRef<Meter.Command> patient = station.ask(new Station.Find("patient"));
        kit.probe().expectTerminated(failed(station, "vital"), SOON);
        kit.probe().expectTerminated(patient, SOON); // the station failed in its turn, and stopped its children
        assertThat(station.ask(new Station.Find("vital")).ask(new Meter.Sum())).isZero();
    }

    @ActorTest
    void aRestartIsPatientAndHasALimit(ActorTestKit kit) {
        ActorRef<Station.Find> station = kit.system().spawn("station", Station::new);
        ActorRef<Meter.Command> plain = station.ask(new Station.Find("plain"));
        for (int i = 0; i < 4; i++) {
            plain.tell(new Meter.Measure(-1));
        }
        assertThat(kit.probe().expectTerminated(plain, SOON).reason()).isInstanceOf(Terminated.Crashed.class);

        ActorRef<Meter.Command> patient = failed(station, "patient");
        kit.runFor(Duration.ofMillis(999));
        assertThat(kit.system().snapshot().actors()).allMatch(actor -> actor.restarts() == 0);
        patient.tell(new Meter.Measure(7));
        assertThat(patient.ask(new Meter.Sum())).isEqualTo(7);
    }

    @ActorTest
    void aSupervisorReplacesAChild(ActorTestKit kit) {
        ChildSpec<Stock.Command> stock = ChildSpec.of("stock", Stock::new);
        ChildSpec<Meter.Command> meter = ChildSpec.of("meter", Meter::new)
                .withLifetime(Lifetime.TRANSIENT) // comes back unless it stopped by itself
                .withStopLimit(Duration.ofSeconds(1));
        ActorRef<Supervisor.Command> hall = kit.system()
                .spawn(
                        "hall",
                        Supervisor.restForOne()
                                .limit(5, Duration.ofMinutes(1))
                                .child(stock)
                                .child(meter));

        ActorRef<Meter.Command> first = hall.ask(new Supervisor.Find<>(meter));
        first.tell(new Meter.Measure(-1));
        kit.probe().expectTerminated(first, SOON);
        ActorRef<Meter.Command> second = hall.ask(new Supervisor.Find<>(meter)); // another actor of the same name
        assertThat(second).isNotEqualTo(first);
        assertThat(second.ask(new Meter.Sum())).isZero();
    }

    @ActorTest
    void aLookoutHearsOfEachEnd(ActorTestKit kit) {
        TestProbe<String> journal = kit.probe();
        List<Terminated> outside = new ArrayList<>();
        ActorRef<Meter.Command> meter = kit.system().spawn("meter", Meter::new);
        ActorRef<Lookout.Command> lookout = kit.system().spawn("lookout", () -> new Lookout(journal.ref()));
        lookout.tell(new Lookout.Watch(meter));
        kit.system().watch(meter, outside::add);
        kit.runFor(SOON);
        kit.system().stop(meter);

        journal.expectMessage("meter: it stopped", SOON);
        lookout.tell(new Lookout.Watch(meter)); // dead already
        journal.expectMessage("meter: it stopped", SOON);
        assertThat(outside).containsExactly(new Terminated(meter, new Terminated.Stopped()));
    }

    @ActorTest
    void aRouterGivesWorkToItsPool(ActorTestKit kit) {
        ActorRef<Meter.Command> meters = kit.system().spawn("meters", Router.pool(2, Meter::new));
        meters.tell(new Meter.Measure(5)); // to the first
        assertThat(meters.ask(new Meter.Sum())).isZero(); // by the second
        assertThat(meters.ask(new Meter.Sum())).isEqualTo(5); // by the first

        ActorRef<Stock.Command> stocks = kit.system()
                .spawn("stocks", Router.<Stock.Command>pool(4, Stock::new).byKey(Stock.Command::item));
        stocks.tell(new Stock.Put("tea", 3));
        assertThat(stocks.ask(new Stock.Take("tea", 1))).isEqualTo(2); // the same stock, for it is the same item
    }
}
