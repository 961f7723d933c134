package dev.parley.testkit.remote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.Actor;
import dev.parley.ActorAddress;
import dev.parley.ActorContext;
import dev.parley.ActorRef;
import dev.parley.DropReason;
import dev.parley.Failure;
import dev.parley.NodeId;
import dev.parley.remote.Endpoint;
import dev.parley.remote.NodeConfig;
import dev.parley.remote.PeerSnapshot;
import dev.parley.remote.transport.NodeEnvironment;
import dev.parley.testkit.simulation.Seeds;
import dev.parley.testkit.simulation.Simulation;
import dev.parley.wire.Frame;
import dev.parley.wire.WireBytes;
import dev.parley.wire.WireNode;
import dev.parley.wire.WireRef;
import dev.parley.wire.WireSlot;
import dev.parley.wire.WireVersions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A sender that is faster than one actor over there: what is for that one waits here, and everything else goes on. */
class PausedActorTest {
    private static final int BOUND = 40;
    private static final int ROUND = 10;

    /** Two members, mailboxes of {@value #BOUND} at {@code b}. */
    private static Town town(Simulation simulation) {
        Town town = new Town(simulation);
        town.member("a");
        town.member("b", PausedActorTest::small);
        town.exported("a", "b").ask(new Desk.Count());
        return town;
    }

    private static NodeConfig small(NodeConfig config) {
        return config.withSystem(config.system().withMailboxMessages(BOUND));
    }

    private static List<Integer> upTo(int count) {
        return IntStream.rangeClosed(1, count).boxed().toList();
    }

    /** Tells the notes from {@code first} to {@code last}, never more at once than what a mailbox bears. */
    private static void tell(Town town, ActorRef<Desk.Cmd> to, int first, int last) {
        for (int i = first; i <= last; i++) {
            to.tell(new Desk.Note(i));
            if (i % ROUND == 0) {
                town.run(Duration.ofMillis(20));
            }
        }
    }

    /** Exports one more actor at b; gives what a has for it. */
    private static ActorRef<Desk.Cmd> export(Town town, String name, Supplier<Actor<Desk.Cmd>> actor) {
        town.node("b").export(name, Desk.Cmd.class, town.node("b").system().spawn(name, actor));
        return town.node("a").at(ActorAddress.parse("actor://b:" + Town.PORT + "/user/" + name), Desk.Cmd.class);
    }

    private static int held(Town town) {
        return town.peer("a", "b").held();
    }

    private static boolean isHeldOrHasCome(Town town) {
        PeerSnapshot sender = town.peer("a", "b");
        return sender.queued() == sender.held()
                && sender.sent() == town.peer("b", "a").received();
    }

    /** The desk of b sleeps for so long, and ten times as much as its mailbox holds was sent. */
    private static void overload(Town town, ActorRef<Desk.Cmd> desk, long napMillis) {
        desk.tell(new Desk.Nap(napMillis));
        tell(town, desk, 1, 10 * BOUND);
        town.until("much is held", () -> held(town) > 5 * BOUND);
    }

    @Test
    void losesNothingAndKeepsOrderWhenAnActorIsSlow() {
        Seeds.forEach(
                simulation -> {
                    Town town = town(simulation);
                    overload(town, town.exported("a", "b"), 5_000);
                    town.until("all has come", () -> town.desk("b").notes.size() == 10 * BOUND);
                    assertThat(town.desk("b").notes).isEqualTo(upTo(10 * BOUND));
                    assertThat(town.refused("b", DropReason.MAILBOX_FULL)).isZero();
                    assertThat(held(town)).isZero();
                    town.untilSettled("a", "b");
                },
                20);
    }

    /** A hundred times what its mailbox holds, while it sleeps and after it; never more in it than the bound. */
    @Test
    void holdsBackWhatIsLargeBeforeTheMailboxHoldsTooManyBytes() {
        Seeds.forEach(
                simulation -> {
                    int blob = 10_000;
                    Town town = new Town(simulation);
                    town.member("a");
                    town.member(
                            "b", config -> config.withSystem(config.system().withMailboxBytes(BOUND * (long) blob)));
                    ActorRef<Desk.Cmd> desk = town.exported("a", "b");
                    desk.ask(new Desk.Count());
                    desk.tell(new Desk.Nap(5_000));
                    for (int i = 0; i < 2_000; i++) {
                        desk.tell(new Desk.Blob(new byte[blob]));
                        if (i % ROUND == 0) {
                            town.until("the rest has come", () -> isHeldOrHasCome(town));
                            town.run(Duration.ofMillis(20));
                            assertThat(town.node("b").system().snapshot().actors())
                                    .allMatch(actor -> actor.queued() <= BOUND);
                        }
                    }
                    assertThat(held(town)).isGreaterThan(1_000);
                    town.until("all has come", () -> town.desk("b").notes.size() == 2_000);
                    assertThat(town.refused("b", DropReason.MAILBOX_FULL)).isZero();
                    town.untilSettled("a", "b");
                },
                10);
    }

    @Test
    void refusesWhatIsTooMuchForTheMailboxInBytes() {
        Town town = new Town(Simulation.of(13));
        town.member("a", config -> config.withLinks(config.links().withQueue(100, 64L << 20)));
        town.member("b", config -> config.withSystem(config.system().withMailboxBytes(30_000)));
        ActorRef<Desk.Cmd> desk = town.exported("a", "b");
        desk.ask(new Desk.Count());
        desk.tell(new Desk.Nap(1_000));
        town.run(Duration.ofMillis(50));
        for (int i = 0; i < 10; i++) {
            desk.tell(new Desk.Blob(new byte[10_000])); // all in the lane before a pause can come
        }
        town.until("the rest is handled", () -> town.desk("b").notes.size() == 2);
        town.untilSettled("a", "b");
        assertThat(town.refused("b", DropReason.MAILBOX_FULL)).isEqualTo(8);
        desk.tell(new Desk.Blob(new byte[100_000]));
        town.until("a larger one comes alone", () -> town.desk("b").notes.contains(100_000));
    }

    @Test
    void letsOthersPassMeanwhile() {
        Town town = town(Simulation.of(1));
        ActorRef<Desk.Cmd> slow = town.exported("a", "b");
        Desk other = new Desk(0);
        ActorRef<Desk.Cmd> quick = export(town, "other", () -> other);
        overload(town, slow, 60_000);
        IntStream.rangeClosed(1, 1_000).forEach(i -> {
            quick.tell(new Desk.Note(i));
            town.run(Duration.ofMillis(1));
        });
        assertThat(quick.ask(new Desk.Count())).isEqualTo(1_000);
        assertThat(other.notes).isEqualTo(upTo(1_000));
        assertThat(town.desk("b").notes).as("it sleeps").isEmpty();
    }

    @Test
    void keepsOneOrderForAllAddressesOfAnActor() {
        Town town = town(Simulation.of(2));
        ActorRef<Desk.Cmd> byName = town.exported("a", "b");
        ActorRef<Desk.Cmd> exact = town.exact("a", "b");
        byName.tell(new Desk.Nap(3_000));
        for (int i = 1; i <= 10 * BOUND; i++) {
            (i % 3 == 0 ? exact : byName).tell(new Desk.Note(i));
            if (i % ROUND == 0) {
                town.run(Duration.ofMillis(20));
            }
        }
        town.until("all has come", () -> town.desk("b").notes.size() == 10 * BOUND);
        assertThat(town.desk("b").notes).isEqualTo(upTo(10 * BOUND));
    }

    @Test
    void goesOnAfterConnectionsWereLostWhateverWasUnderWay() {
        Seeds.forEach(
                simulation -> {
                    Town town = town(simulation);
                    ActorRef<Desk.Cmd> desk = town.exported("a", "b");
                    for (int round = 0; round < 5; round++) {
                        desk.tell(new Desk.Nap(300));
                        tell(town, desk, 400 * round + 1, 400 * round + 200);
                        simulation.reset("a", "b");
                        tell(town, desk, 400 * round + 201, 400 * round + 400);
                    }
                    town.untilSettled("a", "b");
                    town.until("nothing waits any more", () -> held(town) == 0);
                    town.run(Duration.ofSeconds(5));
                    assertThat(town.desk("b").notes).isSorted().doesNotHaveDuplicates();
                    PeerSnapshot sent = town.peer("a", "b");
                    assertThat(sent.sent()).as("all left at last").isEqualTo(1 + 5 + 5 * 400);
                    assertThat(town.desk("b").notes.size() + sent.lost() + town.refused("b", DropReason.MAILBOX_FULL))
                            .as("notes, and naps that were lost or refused")
                            .isBetween(5L * 400, 5L * 400 + 5);
                },
                20);
    }

    @Test
    void refusesWhatIsForThatActorAloneWhenHalfOfTheBudgetWaits() {
        Town town = new Town(Simulation.of(3));
        town.member("a", config -> config.withLinks(config.links().withQueue(200, 64L << 20)));
        town.member("b", PausedActorTest::small);
        ActorRef<Desk.Cmd> desk = town.exported("a", "b");
        desk.ask(new Desk.Count());
        Desk other = new Desk(0);
        ActorRef<Desk.Cmd> quick = export(town, "other", () -> other);
        desk.tell(new Desk.Nap(30_000));
        tell(town, desk, 1, 400);
        town.until("half is full", () -> held(town) == 100);
        // two more than notes have come: the request that opened the link, and the nap
        long refused = 400 - 100 - (town.peer("b", "a").received() - 2);
        assertThat(refused).isPositive();
        assertThat(town.refused("a", DropReason.LANE_FULL)).isEqualTo(refused);
        assertThat(desk.offer(new Desk.Note(-1))).isFalse();
        assertThat(Town.failure(desk, new Desk.Count())).isEqualTo(new Failure.Refused(DropReason.LANE_FULL));
        assertThat(town.refused("a", DropReason.LANE_FULL)).isEqualTo(refused + 2);
        assertThat(quick.offer(new Desk.Note(1))).isTrue();
        assertThat(quick.ask(new Desk.Count())).isEqualTo(1);
        town.until("it goes on", () -> held(town) == 0 && town.desk("b").notes.size() == 400 - refused);
        assertThat(desk.offer(new Desk.Note(1_000))).isTrue();
    }

    @Test
    void refusesWhatWasHeldForAnActorThatEnds() {
        Town town = town(Simulation.of(4));
        ActorRef<Desk.Cmd> desk = town.exported("a", "b");
        overload(town, desk, 2_000);
        CompletableFuture<Integer> asked =
                desk.askLater(new Desk.Count(), Duration.ofSeconds(30)).toCompletableFuture();
        town.node("b").system().stop(town.home("b"));
        town.until("nothing is held", () -> held(town) == 0 && asked.isDone());
        town.untilSettled("a", "b");
        assertThat(asked.isCompletedExceptionally()).isTrue();
        assertThat(town.refused("b", DropReason.NO_SUCH_ACTOR)).isGreaterThan(5 * BOUND);
        assertThat(town.desk("b").notes).isEmpty();
    }

    @Test
    void accountsForWhatWasHeldWhenTheLinkIsGivenUp() {
        Town town = town(Simulation.of(5));
        ActorRef<Desk.Cmd> desk = town.exported("a", "b");
        overload(town, desk, 600_000);
        CompletableFuture<Integer> asked =
                desk.askLater(new Desk.Count(), Duration.ofMinutes(5)).toCompletableFuture();
        town.run(Duration.ofMillis(100));
        int waiting = held(town);
        town.simulation.crash("b");
        town.until("the link is given up", () -> town.peer("a", "b").state() == PeerSnapshot.State.DOWN);
        assertThat(town.peer("a", "b").queued()).isZero();
        assertThat(held(town)).isZero();
        assertThat(town.refused("a", DropReason.LINK_LOST)).isEqualTo(waiting);
        assertThat(asked.isCompletedExceptionally()).isTrue();
        town.member("b", PausedActorTest::small);
        assertThat(desk.ask(new Desk.Count(), Duration.ofSeconds(20)))
                .as("nothing stays paused")
                .isEqualTo(100);
    }

    @Test
    void dropsARequestThatExpiredWhileItWasHeld() {
        Town town = town(Simulation.of(6));
        ActorRef<Desk.Cmd> desk = town.exported("a", "b");
        overload(town, desk, 10_000);
        CompletableFuture<Integer> asked =
                desk.askLater(new Desk.Count(), Duration.ofSeconds(1)).toCompletableFuture();
        town.until("it has timed out", asked::isDone);
        assertThat(asked.isCompletedExceptionally()).isTrue();
        town.until("all has come", () -> town.desk("b").notes.size() == 10 * BOUND);
        assertThat(town.refused("a", DropReason.EXPIRED)).isEqualTo(1);
        assertThat(town.peer("a", "b").queued()).isZero();
    }

    @Test
    void tellsOfAnEndAfterLastWordsThatWereHeld() {
        Seeds.forEach(
                simulation -> {
                    Town town = town(simulation);
                    ActorRef<Desk.Cmd> watcher = town.exact("a", "b");
                    ActorRef<Desk.Cmd> dying = town.node("a").system().spawn("dying", () -> new Desk(0));
                    town.node("a").export("dying", Desk.Cmd.class, dying);
                    town.home("b").tell(new Desk.WatchSomebody(town.node("b").at(dying.address(), Desk.Cmd.class)));
                    town.run(Duration.ofMillis(100));
                    overload(town, watcher, 2_000);
                    dying.tell(new Desk.LastWords(watcher, 50));
                    town.until("the end is heard", () -> town.desk("b").notes.contains(-1));
                    List<Integer> notes = List.copyOf(town.desk("b").notes);
                    assertThat(notes.getLast()).isEqualTo(-1);
                    assertThat(notes).hasSize(10 * BOUND + 50 + 1);
                },
                20);
    }

    @Test
    void holdsWhatItRelaysForAGuest() {
        Town town = new Town(Simulation.of(7));
        town.member("m");
        town.member("b", PausedActorTest::small);
        town.guest("g", "m", PausedActorTest::small);
        ActorRef<Desk.Cmd> guest = town.node("b").at(town.home("g").address(), Desk.Cmd.class);
        town.node("g").export("self", Desk.Cmd.class, town.home("g"));
        guest.ask(new Desk.Count());
        guest.tell(new Desk.Nap(2_000));
        tell(town, guest, 1, 10 * BOUND);
        town.until("the member holds", () -> town.peer("m", "g").held() > 5 * BOUND);
        assertThat(town.peer("b", "m").held()).isZero();
        town.until("all has come", () -> town.desk("g").notes.size() == 10 * BOUND);
        assertThat(town.desk("g").notes).isEqualTo(upTo(10 * BOUND));
    }

    @Test
    void holdsForMembersWhatAGuestSends() {
        Town town = new Town(Simulation.of(8));
        town.member("m");
        town.member("b", PausedActorTest::small);
        town.guest("g", "m");
        ActorRef<Desk.Cmd> desk = town.exported("g", "b");
        desk.ask(new Desk.Count());
        desk.tell(new Desk.Nap(2_000));
        tell(town, desk, 1, 10 * BOUND);
        town.until("the member holds", () -> town.peer("m", "b").held() > 5 * BOUND);
        town.until("all has come", () -> town.desk("b").notes.size() == 10 * BOUND);
        assertThat(town.desk("b").notes).isEqualTo(upTo(10 * BOUND));
    }

    @Test
    void mayBePausedWhileItIsBlockedInARequest() {
        Town town = town(Simulation.of(9));
        List<Integer> heard = Collections.synchronizedList(new ArrayList<>());
        Actor<Desk.Cmd> patient = (message, _) -> {
            switch (message) {
                case Desk.WatchSomebody(ActorRef<Desk.Cmd> other) -> heard.add(other.ask(new Desk.Count()));
                case Desk.Note(int number) -> heard.add(number);
                default -> throw new IllegalArgumentException(message.toString());
            }
        };
        ActorRef<Desk.Cmd> busy = export(town, "patient", () -> patient);
        town.home("a").tell(new Desk.Nap(2_000));
        busy.tell(new Desk.WatchSomebody(town.home("a")));
        tell(town, busy, 1, 10 * BOUND);
        town.until("much is held", () -> held(town) > 5 * BOUND);
        assertThat(heard).isEmpty();
        town.until("all has come", () -> heard.size() == 1 + 10 * BOUND);
        assertThat(heard).startsWith(100, 1, 2).endsWith(10 * BOUND);
    }

    /** It hears of its children's end behind what they said, and would not hear that before its own end. */
    @Test
    void endsAlthoughLastWordsOfItsChildAreHeld() {
        Town town = town(Simulation.of(12));
        AtomicReference<ActorRef<Desk.Cmd>> child = new AtomicReference<>();
        Actor<Desk.Cmd> parent = new Actor<>() {
            @Override
            public void onStart(ActorContext<Desk.Cmd> ctx) {
                child.set(ctx.spawnOn(town.node("a").id(), Desk.KIND, new Desk.Args(0)));
            }

            @Override
            public void onMessage(Desk.Cmd message, ActorContext<Desk.Cmd> ctx) throws InterruptedException {
                if (message instanceof Desk.Nap(long millis)) {
                    ctx.sleep(Duration.ofMillis(millis));
                }
            }
        };
        ActorRef<Desk.Cmd> home = town.node("b").system().spawn("parent", () -> parent);
        town.node("b").export("parent", Desk.Cmd.class, home);
        AtomicBoolean ended = new AtomicBoolean();
        town.node("b").system().watch(home, _ -> ended.set(true));
        overload(town, town.node("a").at(home.address(), Desk.Cmd.class), 3_000);
        child.get().tell(new Desk.LastWords(home, 10));
        town.node("b").system().stop(home);
        town.until("it has ended", ended::get);
        town.until("nothing is held", () -> held(town) == 0);
        town.untilSettled("a", "b");
    }

    @Test
    void isNotPausedForWhatItHasPutAside() {
        Town town = town(Simulation.of(10));
        Desk opened = new Desk(0);
        Actor<Desk.Cmd> closed = (message, ctx) -> {
            if (message instanceof Desk.End) {
                ctx.unstashAll();
                ctx.become(opened);
            } else {
                ctx.stash();
            }
        };
        ActorRef<Desk.Cmd> desk = export(town, "closed", () -> closed);
        tell(town, desk, 1, BOUND - 1);
        town.run(Duration.ofMillis(100));
        desk.tell(new Desk.End()); // which would wait for ever behind a pause that only it can end
        town.until("it has opened", () -> opened.notes.equals(upTo(BOUND - 1)));
    }

    @Test
    void isNotPausedTowardsANodeThatDoesNotKnowOfIt() {
        assertThat(pausesHeard(0)).isZero();
    }

    @Test
    void isPausedOnceTowardsANodeThatIgnoresIt() {
        assertThat(pausesHeard(Frame.Hello.Offer.PAUSES)).isEqualTo(1);
    }

    /** Overruns the desk of b by hand; what finds no room is refused and counted, and the link lives on. */
    private static long pausesHeard(long capabilities) {
        Town town = town(Simulation.of(11));
        NodeEnvironment world = town.simulation.node("x");
        RawPeer control =
                connect(world, town, capabilities, new Frame.Hello.Session(RawPeer.SESSION, 0, Frame.CONTROL, 0));
        control.goOn();
        town.until("the link is up", () -> control.count(Frame.Heartbeat.class) > 0);
        long session = control.welcome().session().own();
        RawPeer lane = connect(world, town, capabilities, new Frame.Hello.Session(RawPeer.SESSION, session, 0, 0));
        lane.send(new Frame.Lane(0, 1, 0));
        town.home("b").tell(new Desk.Nap(500));
        town.run(Duration.ofMillis(10));
        NodeId b = town.node("b").id();
        WireRef desk = new WireRef(new WireNode(b.host(), b.port(), b.incarnation()), "/user/desk", 0);
        Frame.Body note = new Frame.Body("Desk.Note", WireBytes.of(new byte[] {(byte) 0xA1, 1, 7}));
        for (int i = 0; i < 2 * BOUND; i++) {
            lane.send(new Frame.User(desk, WireRef.NONE, WireSlot.NONE, 0, note));
        }
        town.until("it is overrun", () -> town.refused("b", DropReason.MAILBOX_FULL) == BOUND);
        town.until("the rest is handled", () -> town.desk("b").notes.size() == BOUND);
        town.run(Duration.ofMillis(100));
        assertThat(control.isClosed() || lane.isClosed()).isFalse();
        long pauses = control.count(Frame.Pause.class);
        assertThat(control.count(Frame.Resume.class)).isEqualTo(pauses);
        return pauses;
    }

    private static RawPeer connect(NodeEnvironment world, Town town, long capabilities, Frame.Hello.Session session) {
        RawPeer peer = RawPeer.dial(world, new Endpoint("b", Town.PORT));
        town.until("it is open", peer::isOpen);
        peer.send(RawPeer.hello(
                new Frame.Hello.Offer(WireVersions.OURS, capabilities, 0),
                new Frame.Hello.Peer("parley", RawPeer.SELF, "x"),
                session));
        town.until("it is welcomed", () -> peer.count(Frame.Hello.class) == 1);
        return peer;
    }
}
