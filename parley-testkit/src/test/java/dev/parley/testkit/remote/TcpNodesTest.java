package dev.parley.testkit.remote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.ActorAddress;
import dev.parley.ActorRef;
import dev.parley.DropReason;
import dev.parley.Terminated;
import dev.parley.remote.Endpoint;
import dev.parley.remote.LinkConfig;
import dev.parley.remote.Node;
import dev.parley.remote.NodeConfig;
import dev.parley.remote.PeerSnapshot;
import dev.parley.testkit.FreePorts;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The same as in the simulation, in few words, on real sockets and threads. */
class TcpNodesTest {
    private static final LinkConfig QUICK =
            LinkConfig.defaults().withTimeouts(Duration.ofMillis(200), Duration.ofMillis(1_500));

    private final Relay toA;
    private final Relay toB;
    private final Node a;
    private final Node b;
    private final Desk deskOfB = new Desk(100);
    private final ActorRef<Desk.Cmd> atHome;

    TcpNodesTest() throws IOException {
        List<Integer> ports = FreePorts.choose(2);
        int portA = ports.getFirst();
        int portB = ports.getLast();
        toA = new Relay(new Endpoint("127.0.0.1", portA));
        toB = new Relay(new Endpoint("127.0.0.1", portB));
        a = start("a", portA, toA);
        b = start("b", portB, toB);
        atHome = b.system().spawn("desk", () -> deskOfB);
        b.export("desk", Desk.Cmd.class, atHome);
    }

    private static Node start(String name, int port, Relay relay) {
        return Node.start(
                NodeConfig.member(name, "127.0.0.1:" + port)
                        .withAdvertise(relay.at().toString())
                        .withLinks(QUICK),
                Desk.KIND);
    }

    @AfterEach
    void close() {
        a.close();
        b.close();
        toA.close();
        toB.close();
    }

    private ActorRef<Desk.Cmd> remote() {
        return a.at(ActorAddress.parse("actor://" + b.id() + "/user/desk"), Desk.Cmd.class);
    }

    private static PeerSnapshot peer(Node of) {
        return of.peers().getFirst();
    }

    private Town.Listening listening(Node on) {
        Ears ears = new Ears();
        ActorRef<Ears.Cmd> ref = on.system().spawn(() -> ears);
        Patience.until("the ears have started", ears::hasStarted);
        return new Town.Listening(ears, ref);
    }

    @Test
    void tellsOneOfTwoThatAskEachOtherOverTheNetwork() {
        ActorRef<Walker.Cmd> x = walker(a, "x");
        ActorRef<Walker.Cmd> y = walker(b, "y");
        CompletionStage<String> heard = x.askLater(new Walker.Go(List.of(y, x), 0), Walker.LIMIT);
        Patience.until("one of them is told", heard.toCompletableFuture()::isDone);
        assertThat(heard.toCompletableFuture().join()).isIn("x y x", "y x y");
    }

    /** What {@code a} has for a walker on that node. */
    private ActorRef<Walker.Cmd> walker(Node on, String name) {
        ActorRef<Walker.Cmd> home = on.system().spawn(name, Walker::new);
        on.export(name, Walker.Cmd.class, home);
        return a.at(home.address(), Walker.Cmd.class);
    }

    @Test
    void tellsAndAsksInOrder() {
        IntStream.range(0, 1_000).forEach(i -> remote().tell(new Desk.Note(i)));
        assertThat(remote().ask(new Desk.Count())).isEqualTo(1_100);
        assertThat(deskOfB.notes).isEqualTo(IntStream.range(0, 1_000).boxed().toList());
    }

    @Test
    void watchesAndSpawns() {
        Town.Listening parent = listening(a);
        parent.ref().tell(new Ears.Spawn(b.id(), Desk.KIND, 5));
        Patience.until("the ref is there", () -> !parent.ears().children.isEmpty());
        ActorRef<Desk.Cmd> child = parent.ears().children.getFirst();
        assertThat(child.ask(new Desk.Count())).isEqualTo(45);
        child.tell(new Desk.Fail("oops"));
        assertThat(child.ask(new Desk.Count())).isEqualTo(40);
        child.tell(new Desk.LastWords(parent.ears().mouth(), 100));
        Patience.until("the end is heard", () -> parent.ears().ends().size() == 1);
        assertThat(parent.ears().heard).hasSize(101).last().isInstanceOf(Terminated.class);
    }

    @Test
    void servesGuests() {
        try (Node guest = Node.start(NodeConfig.guest("g", b.id().toString()))) {
            Desk desk = new Desk(7);
            ActorRef<Desk.Cmd> home = guest.system().spawn(() -> desk);
            ActorRef<Desk.Cmd> member =
                    guest.at(ActorAddress.parse("actor://" + b.id() + "/user/desk"), Desk.Cmd.class);
            assertThat(member.ask(new Desk.Route(home))).isEqualTo(7);
            a.export("desk", Desk.Cmd.class, a.system().spawn(() -> new Desk(0)));
            guest.at(ActorAddress.parse("actor://" + a.id() + "/user/desk"), Desk.Cmd.class)
                    .tell(new Desk.Introduce(home, 3));
            Patience.until("a third node has written", () -> desk.notes.contains(3));
        }
    }

    @Test
    void keepsOrderAndCountsLossesExactlyOverResets() {
        int count = 10_000;
        for (int i = 1; i <= count; i++) {
            remote().tell(new Desk.Note(i));
            if (i % 2_500 == 0 && i < count) {
                int reached = i / 4;
                int told = i;
                // all of the last ones may have been under way at the last reset
                Patience.until("some have come, or are known to be lost", () -> hasCome(reached) || allAreLost(told));
                toB.reset();
                toA.reset();
            }
        }
        Patience.until("both agree", () -> agree(count));
        Patience.until("all that came is handled", () -> deskOfB.notes.size() == peer(b).received());
        List<Integer> notes = List.copyOf(deskOfB.notes);
        assertThat(notes).isSorted().doesNotHaveDuplicates();
        Patience.until("each loss is counted", () -> refusedByA() == peer(a).lost());
        assertThat(notes.size() + refusedByA()).isEqualTo(count);
    }

    private long refusedByA() {
        return a.system().snapshot().refused().getOrDefault(DropReason.LINK_LOST, 0L);
    }

    private boolean allAreLost(int told) {
        return peer(a).lost() > 0 && agree(told);
    }

    /** All that was told has left, and has come or is lost, and both say the same about it. */
    private boolean agree(int told) {
        PeerSnapshot sent = peer(a);
        return sent.state() == PeerSnapshot.State.UP
                && sent.queued() == 0
                && sent.sent() == told
                && peer(b).received() + sent.lost() == told
                && peer(b).missed() == sent.lost();
    }

    private boolean hasCome(int number) {
        synchronized (deskOfB.notes) {
            return !deskOfB.notes.isEmpty() && deskOfB.notes.getLast() > number;
        }
    }

    @Test
    void givesAStalledPeerUpAndReachesItAgain() {
        remote().ask(new Desk.Count());
        Town.Listening listening = listening(a);
        listening.ref().tell(new Ears.Watch(atHomeFromA()));
        remote().ask(new Desk.Count());
        toA.stall();
        toB.stall();
        Patience.until("the end is heard", () -> listening.ears().ends().size() == 1);
        assertThat(listening.ears().ends()).containsExactly(new Terminated.NodeDown(b.id()));
        toA.resume();
        toB.resume();
        assertThat(remote().ask(new Desk.Count(), Duration.ofSeconds(10))).isEqualTo(100);
    }

    private ActorRef<Desk.Cmd> atHomeFromA() {
        return a.at(atHome.address(), Desk.Cmd.class);
    }
}
