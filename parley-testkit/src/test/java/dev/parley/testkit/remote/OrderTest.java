package dev.parley.testkit.remote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.ActorRef;
import dev.parley.DropReason;
import dev.parley.remote.PeerSnapshot;
import dev.parley.testkit.simulation.FaultKind;
import dev.parley.testkit.simulation.FaultPlan;
import dev.parley.testkit.simulation.Seeds;
import dev.parley.testkit.simulation.Simulation;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OrderTest {
    private static final boolean FULL = Boolean.getBoolean("parley.full");
    private static final int MESSAGES = FULL ? 100_000 : 10_000;
    private static final int RESETS = FULL ? 10 : 3;

    @Test
    void keepsOrderAndCountsLossesExactlyWhileConnectionsAreReset() {
        Seeds.forEach(this::keepsOrderOverResets, FULL ? 20 : 16);
    }

    private void keepsOrderOverResets(Simulation simulation) {
        Town town = new Town(simulation);
        town.member("a");
        town.member("b");
        ActorRef<Desk.Cmd> remote = town.exported("a", "b");
        Random random = new Random(simulation.seed());
        for (int i = 1; i <= MESSAGES; i++) {
            remote.tell(new Desk.Note(i));
            if (i % (MESSAGES / (RESETS + 1)) == 0 && i < MESSAGES) {
                town.run(Duration.ofMillis(random.nextInt(1, 20)));
                simulation.reset("a", "b");
            } else if (i % 500 == 0) {
                town.run(Duration.ofNanos(random.nextInt(5_000_000)));
            }
        }
        town.untilSettled("a", "b");
        town.until(
                "all that came is handled",
                () -> town.desk("b").notes.size() == town.peer("b", "a").received());

        PeerSnapshot sent = town.peer("a", "b");
        assertOrdered(town.desk("b").notes);
        assertThat(sent.sent()).isEqualTo(MESSAGES);
        assertThat(town.desk("b").notes.size() + sent.lost()).isEqualTo(MESSAGES);
        assertThat(town.refused("a", DropReason.LINK_LOST)).isEqualTo(sent.lost());
        assertThat(sent.inDoubt()).isZero();
        assertThat(sent.reconnects()).isBetween(1L, 2L * RESETS);
    }

    @Test
    void keepsOrderAndBalanceWhateverTheNetworkDoes() {
        Seeds.forEach(this::balancesUnderFaults);
    }

    private void balancesUnderFaults(Simulation simulation) {
        Town town = new Town(simulation);
        town.member("a");
        town.member("b");
        ActorRef<Desk.Cmd> forth = town.exported("a", "b");
        ActorRef<Desk.Cmd> back = town.exported("b", "a");
        simulation.schedule(FaultPlan.random(
                simulation.seed(),
                List.of("a", "b"),
                Duration.ofSeconds(20),
                EnumSet.of(FaultKind.RESET, FaultKind.CUT, FaultKind.CUT_ONE_WAY, FaultKind.PAUSE, FaultKind.LATENCY)));
        int count = 250;
        for (int i = 1; i <= count; i++) {
            forth.tell(new Desk.Note(i));
            back.tell(new Desk.Note(i));
            town.run(Duration.ofMillis(100));
        }
        town.run(Duration.ofSeconds(30));

        assertBalanced(town, "a", "b", count);
        assertBalanced(town, "b", "a", count);
        forth.tell(new Desk.Note(count + 1));
        town.until("the link works again", () -> town.desk("b").notes.contains(count + 1));
    }

    private static void assertBalanced(Town town, String from, String to, int count) {
        List<Integer> notes = town.desk(to).notes;
        PeerSnapshot sent = town.peer(from, to);
        PeerSnapshot received = town.peer(to, from);
        assertOrdered(notes);
        assertThat(received.received()).isEqualTo(notes.size());
        assertThat(sent.queued()).as("queued").isZero();
        assertThat(sent.sent() - sent.lost() - notes.size()).as("in doubt").isBetween(0L, sent.inDoubt());
        long unsent = town.refused(from, DropReason.LINK_LOST) - sent.lost();
        assertThat(sent.sent() + unsent).as("sent and refused").isEqualTo(count);
    }

    private static void assertOrdered(List<Integer> notes) {
        for (int i = 1; i < notes.size(); i++) {
            assertThat(notes.get(i)).as("note %d", i).isGreaterThan(notes.get(i - 1));
        }
    }
}
