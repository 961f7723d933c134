package dev.parley.testkit.remote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.ActorAddress;
import dev.parley.ActorRef;
import dev.parley.DropReason;
import dev.parley.Failure;
import dev.parley.remote.Endpoint;
import dev.parley.remote.PeerSnapshot;
import dev.parley.remote.transport.NodeEnvironment;
import dev.parley.testkit.simulation.Seeds;
import dev.parley.testkit.simulation.Simulation;
import dev.parley.wire.Frame;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A node that closes has told its peers all that its actors said; if it cannot, it does not wait for long. */
class LeavingTest {
    private static final int MESSAGES = 2_000;
    private static final int BYTES = 1_000;

    /** Two members; what one has for the desk of the other, and a link that is up. */
    private static ActorRef<Desk.Cmd> met(Town town, String from, String to) {
        town.member("a");
        town.member("b");
        ActorRef<Desk.Cmd> desk = town.exported(from, to);
        desk.ask(new Desk.Count());
        return desk;
    }

    private static void tell(ActorRef<Desk.Cmd> to) {
        IntStream.range(0, MESSAGES).forEach(_ -> to.tell(new Desk.Blob(new byte[BYTES])));
    }

    private static long millisToClose(Town town, String node) {
        Duration begun = town.simulation.now();
        town.node(node).close();
        return town.simulation.now().minus(begun).toMillis();
    }

    @Test
    void hasSaidAllThatItsActorsSaidBefore() {
        Seeds.forEach(
                simulation -> {
                    Town town = new Town(simulation);
                    town.member("a", config -> config.withLinks(config.links().withLanes(3)));
                    town.member("b", config -> config.withLinks(config.links().withLanes(3)));
                    ActorRef<Desk.Cmd> desk = town.exported("a", "b");
                    desk.ask(new Desk.Count());
                    tell(desk);
                    town.node("a").close();
                    town.until("all has come", () -> town.desk("b").notes.size() == MESSAGES);
                    PeerSnapshot left = town.peer("b", "a");
                    assertThat(left.received()).isEqualTo(MESSAGES + 1);
                    assertThat(left.missed()).isZero();
                },
                20);
    }

    @Test
    void hasSaidItAlsoIfItsFirstConnectionWasStillToCome() {
        Seeds.forEach(
                simulation -> {
                    Town town = new Town(simulation);
                    town.member("a");
                    town.member("b");
                    town.exported("a", "b").tell(new Desk.Note(1));
                    town.node("a").close();
                    town.until("it has come", () -> town.desk("b").notes.size() == 1);
                },
                20);
    }

    @Test
    void hasSaidItAlsoIfAConnectionBreaksMeanwhile() {
        Seeds.forEach(
                simulation -> {
                    Town town = new Town(simulation);
                    ActorRef<Desk.Cmd> desk = met(town, "a", "b");
                    tell(desk);
                    simulation.reset("a", "b");
                    town.node("a").close();
                    town.until("b knows of all", () -> {
                        PeerSnapshot left = town.peer("b", "a");
                        return left.received() + left.missed() == MESSAGES + 1;
                    });
                },
                20);
    }

    @Test
    void doesNotWaitForWhatItIsAskedMeanwhile() {
        Town town = new Town(Simulation.of(3));
        ActorRef<Desk.Cmd> desk = met(town, "b", "a");
        AtomicInteger asked = new AtomicInteger();
        IntStream.range(0, 200).forEach(_ -> askOnAndOn(desk, asked));
        town.until("it is asked a lot", () -> asked.get() > 1_000);
        assertThat(millisToClose(town, "a")).isLessThan(1_000);
    }

    private static void askOnAndOn(ActorRef<Desk.Cmd> desk, AtomicInteger asked) {
        if (asked.incrementAndGet() < 1_000_000) {
            desk.askLater(new Desk.Count(), Duration.ofSeconds(5)).whenComplete((_, _) -> askOnAndOn(desk, asked));
        }
    }

    @Test
    void doesNotWaitForAPeerThatIsNotThere() {
        Town town = new Town(Simulation.of(1));
        ActorRef<Desk.Cmd> desk = met(town, "a", "b");
        town.simulation.crash("b");
        town.run(Duration.ofSeconds(10));
        desk.tell(new Desk.Note(1));
        assertThat(millisToClose(town, "a")).isLessThan(1_000);
    }

    private static RawPeer greeted(Town town, NodeEnvironment world, Frame.Hello hello) {
        RawPeer peer = RawPeer.dial(world, new Endpoint("a", Town.PORT));
        peer.send(hello);
        town.until("the member says HELLO", () -> peer.count(Frame.Hello.class) == 1);
        return peer;
    }

    @Test
    void doesNotWaitForWhatItSaidToAPeerThatBeginsAnewMeanwhile() {
        Town town = new Town(Simulation.of(4));
        ActorRef<Desk.Cmd> target = town.member("a").at(ActorAddress.parse("actor://x:9009/user/x"), Desk.Cmd.class);
        NodeEnvironment world = town.simulation.node("x");
        RawPeer control = greeted(town, world, RawPeer.hello());
        control.goOn();
        town.until("the link is up", () -> control.count(Frame.Heartbeat.class) > 0);
        RawPeer next =
                greeted(town, world, RawPeer.hello(new Frame.Hello.Session(RawPeer.SESSION + 1, 0, Frame.CONTROL, 0)));
        long session = control.welcome().session().own();
        RawPeer lane = greeted(town, world, RawPeer.hello(new Frame.Hello.Session(RawPeer.SESSION, session, 0, 0)));
        lane.reaction = frame -> {
            if (frame instanceof Frame.Lane first && first.lastSent() == 0) {
                lane.send(new Frame.LaneAt(0, first.generation(), 0));
            } else if (frame instanceof Frame.Lane) {
                next.goOn();
            }
        };
        lane.send(new Frame.Lane(0, 1, 0));
        target.tell(new Desk.Note(1));
        town.until("it has come", () -> lane.count(Frame.User.class) == 1);
        assertThat(millisToClose(town, "a")).isLessThan(1_000);
        assertThat(next.count(Frame.Heartbeat.class)).as("it has begun anew").isPositive();
    }

    /** What {@code a}, which is patient for 700 ms, has for a desk at {@code b}, which is silent. */
    private static ActorRef<Desk.Cmd> silenced(Town town) {
        town.member(
                "a",
                config -> config.withSystem(config.system().withClose(Duration.ofMillis(700), Duration.ofSeconds(10))));
        town.member("b");
        ActorRef<Desk.Cmd> desk = town.exported("a", "b");
        desk.ask(new Desk.Count());
        town.simulation.pause("b");
        return desk;
    }

    @Test
    void waitsForASilentPeerNoLongerThanMailboxesMayTake() {
        Town town = new Town(Simulation.of(2));
        tell(silenced(town));
        assertThat(millisToClose(town, "a")).isBetween(700L, 1_500L);
    }

    @Test
    void accountsForAllThatDidNotLeaveInTime() {
        Town town = new Town(Simulation.of(2));
        tell(silenced(town));
        town.node("a").close();
        PeerSnapshot left = town.peer("a", "b");
        assertThat(left.queued()).isZero();
        assertThat(left.inDoubt()).as("what the silent peer may have had").isEqualTo(left.sent());
        assertThat(town.refused("a", DropReason.LINK_LOST)).isEqualTo(MESSAGES + 1 - left.sent());
    }

    @Test
    void endsTheRequestsThatAreOpenWhenItLeaves() {
        Town town = new Town(Simulation.of(2));
        ActorRef<Desk.Cmd> desk = silenced(town);
        CompletableFuture<Integer> answer =
                desk.askLater(new Desk.Count(), Duration.ofHours(1)).toCompletableFuture();
        town.node("a").close();
        assertThat(Town.failure(answer)).isEqualTo(new Failure.Refused(DropReason.LINK_LOST));
        assertThat(desk.askLater(new Desk.Count(), Duration.ofHours(1)).toCompletableFuture())
                .as("one more")
                .isDone();
    }
}
