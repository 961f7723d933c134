package dev.parley.examples.savings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.parley.Actor;
import dev.parley.ActorRef;
import dev.parley.testkit.SimulatedCluster;
import dev.parley.testkit.SimulationTest;
import dev.parley.testkit.simulation.FaultKind;
import dev.parley.testkit.simulation.SeedFailure;
import dev.parley.testkit.simulation.Seeds;
import java.time.Duration;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

class SavingsTest {
    @SimulationTest(nodes = 2, seeds = 200)
    void everyCentArrivesOnce(SimulatedCluster cluster) {
        pay(cluster, Account::new);
    }

    /** Fails, so it runs only where a seed is asked for. */
    @EnabledIfSystemProperty(named = "parley.seed", matches = ".+")
    static class FirstAttempt {
        @SimulationTest(nodes = 2, seeds = 200)
        void everyCentArrivesOnce(SimulatedCluster cluster) {
            pay(cluster, NaiveAccount::new);
        }
    }

    private static void pay(SimulatedCluster cluster, Supplier<Actor<Savings>> accounts) {
        cluster.start("a", _ -> {});
        cluster.start(
                "b", node -> node.export("account", Savings.class, node.system().spawn("account", accounts)));
        ActorRef<Savings> account = cluster.exported("a", "b", "account", Savings.class);
        ActorRef<Till.Command> till = cluster.node("a").system().spawn("till", () -> new Till(account));

        cluster.chaos(Duration.ofSeconds(10), FaultKind.CUT, FaultKind.RESET, FaultKind.LATENCY, FaultKind.PAUSE);
        int payments = cluster.knob("payments", 20);
        for (int i = 0; i < payments; i++) {
            till.tell(new Till.Cash(100));
            cluster.runFor(Duration.ofMillis(500));
        }

        cluster.settle();
        cluster.await("a receipt for each deposit", () -> till.ask(new Till.Open()) == 0, Duration.ofMinutes(1));
        assertThat(account.ask(new Savings.Balance())).isEqualTo(payments * 100);
    }

    @Test
    void theFirstAttemptIsFoundOut() {
        assertThatExceptionOfType(SeedFailure.class)
                .isThrownBy(() -> Seeds.forEach(
                        SimulatedCluster.scenario(2, new FirstAttempt()::everyCentArrivesOnce), Seeds.count()))
                .withMessageContaining("the faults it takes, of all that the seed drew:");
    }
}
