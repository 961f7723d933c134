package dev.parley.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.Actor;
import dev.parley.ActorAddress;
import dev.parley.ActorContext;
import dev.parley.ActorRef;
import dev.parley.Request;
import dev.parley.SystemConfig;
import dev.parley.remote.Node;
import dev.parley.remote.NodeConfig;
import dev.parley.testkit.simulation.Simulation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SingletonTest {
    private static final Duration T = Duration.ofSeconds(5);
    private static final Hosting<Count> HOSTING = Hosting.of("counter", Count.class, epoch -> () -> new Counter(epoch))
            .withFailureTimeout(T);

    private final Simulation simulation = Simulation.of(3);
    private final Map<String, Part> parts = new TreeMap<>();

    /** One node's part, and what it was told. */
    private record Part(Node node, Singleton<Count> singleton, List<Located<Count>> heard) {
        Part {
            subscribe(node, singleton, heard);
        }

        static void subscribe(Node node, Singleton<Count> singleton, List<Located<Count>> heard) {
            ActorRef<Located<Count>> subscriber = node.system().spawn(() -> (located, _) -> heard.add(located));
            singleton.subscribe(subscriber, located -> located);
        }
    }

    sealed interface Count {}

    /** Answers with the epoch. */
    record Next() implements Count, Request<Count, Long> {}

    record Fail() implements Count {}

    /** Says in which epoch it counts. */
    private record Counter(long epoch) implements Actor<Count> {
        @Override
        public void onMessage(Count message, ActorContext<Count> ctx) {
            switch (message) {
                case Next next -> ctx.reply(next, epoch);
                case Fail() -> throw new IllegalStateException("as it was told to");
            }
        }
    }

    @AfterEach
    void close() {
        simulation.close();
    }

    @Test
    void isOneAndReachedFromEverywhere() {
        start("a", "b", "c");
        simulation.run(T.multipliedBy(3));
        for (String node : parts.keySet()) {
            assertThat(on(node).hostName()).isEqualTo("a");
            assertThat(on(node).host()).isEqualTo(part("a").node().id());
            assertThat(on(node).ref().ask(new Next())).isEqualTo(on("a").epoch());
        }
    }

    @Test
    void runsUnchangedWithOnePeer() {
        start("a");
        simulation.run(T.multipliedBy(2));
        assertThat(on("a").ref().ask(new Next())).isEqualTo(on("a").epoch()).isPositive();
    }

    @Test
    void tellsSubscribersAtOnceAndAtEachChangeOnly() {
        start("a", "b", "c");
        simulation.run(T.multipliedBy(3));
        List<Located<Count>> late = new Part(part("b").node(), part("b").singleton(), new ArrayList<>()).heard();
        simulation.run(T.multipliedBy(3));
        assertThat(late).containsExactly(on("b"));
        assertThat(part("b").heard()).hasSize(3).first().isEqualTo(new Located.NoQuorum<Count>());
        assertThat(part("b").heard().get(1)).isEqualTo(new Located.Moving<Count>());
    }

    @Test
    void restartsTheActorInPlace() {
        start("a", "b", "c");
        simulation.run(T.multipliedBy(3));
        long first = on("c").epoch();
        for (int failure = 0; failure < 3; failure++) {
            on("b").ref().tell(new Fail());
            simulation.run(Duration.ofSeconds(1));
        }
        assertThat(on("c").ref().ask(new Next())).isEqualTo(first);
    }

    @Test
    void placesTheActorAnewWhenItFailsTooOften() {
        start("a", "b", "c");
        simulation.run(T.multipliedBy(3));
        long first = on("c").epoch();
        for (int failure = 0; failure < 4; failure++) {
            on("b").ref().tell(new Fail());
            simulation.run(Duration.ofSeconds(1));
        }
        assertThat(on("c").epoch()).isGreaterThan(first);
        assertThat(on("c").ref().ask(new Next())).isEqualTo(on("c").epoch());
    }

    @Test
    void movesWhenItsNodeIsKilled() {
        start("a", "b", "c");
        simulation.run(T.multipliedBy(3));
        long first = on("c").epoch();
        simulation.crash("a");
        simulation.run(T.plusSeconds(2));
        assertThat(on("b").hostName()).isEqualTo("b");
        assertThat(on("c").ref().ask(new Next())).isGreaterThan(first);
    }

    @Test
    void anActorWhoseProcessStoodStillHandlesNothingMore() {
        start("a", "b", "c");
        simulation.run(T.multipliedBy(3));
        ActorRef<Count> old = on("a").ref();
        simulation.pause("a");
        simulation.run(T.multipliedBy(2));
        List<Object> answers = new ArrayList<>();
        old.askLater(new Next(), T).whenComplete((value, _) -> answers.add(value == null ? "none" : value));
        simulation.resume("a");
        simulation.run(T);
        assertThat(answers).containsExactly("none");
        assertThat(on("a").hostName()).isEqualTo("b");
    }

    @Test
    void epochsGrowOverARestartOfAllNodes() {
        start("a", "b", "c");
        simulation.run(T.multipliedBy(3));
        long first = on("c").epoch();
        parts.keySet().forEach(simulation::crash);
        start("a", "b", "c");
        simulation.run(T.multipliedBy(3));
        assertThat(on("c").epoch()).isGreaterThan(first);
    }

    @Test
    void movesAtOnceWhenItsNodeLeaves() {
        start("a", "b", "c");
        simulation.run(T.multipliedBy(3));
        part("a").singleton().leave();
        simulation.run(T.dividedBy(2));
        assertThat(on("c").hostName()).isEqualTo("b");
    }

    @Test
    void aLifeThatThrowsIsAFailureOfTheActorAndNotOfItsNode() {
        AtomicInteger failures = new AtomicInteger(10);
        Hosting<Count> failing = Hosting.of("counter", Count.class, epoch -> {
                    if (failures.getAndDecrement() > 0) {
                        throw new IllegalStateException("nothing to begin with, as it was told to");
                    }
                    return () -> new Counter(epoch);
                })
                .withFailureTimeout(T);
        take("a", Node.start(NodeConfig.member("a", "a:9001"), simulation.node("a")), "a:9001", failing);
        simulation.run(T.multipliedBy(10));
        assertThat(on("a").ref().ask(new Next())).isEqualTo(on("a").epoch());
    }

    @Test
    void aSubscriberWhoseWrapThrowsDisturbsNobody() {
        start("a");
        ActorRef<Located<Count>> other = part("a").node().system().spawn(() -> (_, _) -> {});
        part("a").singleton().subscribe(other, _ -> {
            throw new IllegalStateException("as it was told to");
        });
        simulation.run(T.multipliedBy(2));
        assertThat(on("a").ref().ask(new Next())).isEqualTo(on("a").epoch());
    }

    @Test
    void goesOnTellingItsSubscribersWhenItHasFailedItself() {
        start("a");
        simulation.run(T.multipliedBy(2));
        long first = on("a").epoch();
        int heard = part("a").heard().size();
        AtomicInteger failures = new AtomicInteger(1);
        ActorRef<Located<Count>> other = part("a").node().system().spawn(() -> (_, _) -> {});
        part("a").singleton().subscribe(other, located -> {
            if (failures.getAndDecrement() > 0) {
                throw new AssertionError("as it was told to");
            }
            return located;
        });
        simulation.run(Duration.ofSeconds(1));
        assertThat(part("a").heard().get(heard)).isEqualTo(new Located.NoQuorum<Count>());
        simulation.run(T.multipliedBy(2));
        assertThat(on("a").epoch()).isGreaterThan(first);
    }

    @Test
    void tellsMoreSubscribersThanAnActorMayWatch() {
        NodeConfig config = NodeConfig.member("a", "a:9001")
                .withSystem(SystemConfig.defaults().withOpenPerActor(3));
        take("a", Node.start(config, simulation.node("a")), "a:9001", HOSTING);
        Part first = part("a");
        List<Part> more = IntStream.range(0, 9)
                .mapToObj(_ -> new Part(first.node(), first.singleton(), new ArrayList<>()))
                .toList();
        simulation.run(T.multipliedBy(2));
        assertThat(more).extracting(part -> part.heard().getLast()).containsOnly(on("a"));
    }

    @Test
    void tellsNobodyWhoHasEnded() {
        start("a");
        Node node = part("a").node();
        ActorRef<Located<Count>> ended = node.system().spawn(() -> (_, _) -> {});
        part("a").singleton().subscribe(ended, located -> located);
        simulation.run(Duration.ofSeconds(1));
        node.system().stop(ended);
        simulation.run(T.multipliedBy(2));
        assertThat(on("a").hostName()).isEqualTo("a");
        assertThat(node.system().snapshot().refused()).isEmpty();
        assertThat(node.system().snapshot().dropped()).isEmpty();
    }

    @Test
    void bearsAFailureTimeoutThatNobodyLivesToSee() {
        Hosting<Count> patient = HOSTING.withFailureTimeout(Duration.ofSeconds(Long.MAX_VALUE));
        take("a", Node.start(NodeConfig.member("a", "a:9001"), simulation.node("a")), "a:9001", patient);
        simulation.run(Duration.ofSeconds(1));
        assertThat(part("a").heard()).isNotEmpty();
    }

    @Test
    void aGuestThatSpeaksAsAPeerIsNotHeard() {
        start("a", "b", "c");
        simulation.run(T.multipliedBy(3));
        Located.On<Count> first = on("a");
        Node guest = Node.start(NodeConfig.guest("g", "a:9001"), simulation.node("g"));
        guest.at(new ActorAddress(part("a").node().id(), "/user/counter", 0), PeerLetter.class)
                .tell(new PeerLetter.Said("b:9001", 0, 0, new PeerMessage.Superseded(first.epoch() + 1_000)));
        simulation.run(T.multipliedBy(2));
        assertThat(on("a")).isEqualTo(first);
    }

    @Test
    void nodesOfDifferentFailureTimeoutsDoNotHostTogether() {
        for (String name : List.of("a", "b")) {
            take(name, node(name), "a:9001,b:9001", HOSTING.withFailureTimeout(name.equals("a") ? T : T.dividedBy(2)));
        }
        simulation.run(T.multipliedBy(3));
        assertThat(part("a").heard()).containsExactly(new Located.NoQuorum<>());
        assertThat(part("b").heard()).containsExactly(new Located.NoQuorum<>());
    }

    @Test
    void aMajorityThatIsStartedAgainWithAShorterFailureTimeoutWaitsForTheLeaseOfTheOldHost() {
        start("a", "b", "c");
        simulation.run(T.multipliedBy(3));
        for (String name : List.of("b", "c")) {
            simulation.crash(name);
            take(name, node(name), "a:9001,b:9001,c:9001", HOSTING.withFailureTimeout(T.dividedBy(10)));
        }
        simulation.run(T.multipliedBy(7).dividedBy(10));
        assertThat(on("a").hostName()).isEqualTo("a");
        assertThat(part("b").heard()).noneMatch(Located.On.class::isInstance);
        simulation.run(T);
        assertThat(on("c").hostName()).isEqualTo("b");
        assertThat(part("a").heard().getLast()).isEqualTo(new Located.NoQuorum<>());
    }

    @Test
    void refusesAListOfPeersThatWasMadeForAnotherNode() {
        Node node = node("a");
        Peers ofAnother = new Peers(Peers.parse("a:9001,b:9001", node.id()).nodes(), 1);
        assertThatThrownBy(() -> Singleton.start(node, ofAnother, HOSTING))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a:9001")
                .hasMessageContaining("b:9001");
    }

    @Test
    void refusesAGuestWhichWouldSpeakAsItsMember() {
        node("a");
        Node guest = Node.start(NodeConfig.guest("g", "a:9001"), simulation.node("g"));
        Peers ofMember = Peers.parse("a:9001", guest.id());
        assertThatThrownBy(() -> Singleton.start(guest, ofMember, HOSTING))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("guest");
    }

    @Test
    void refusesAProtocolThatCannotCrossTheWireAtStart() {
        Node node = node("a");
        Peers peers = Peers.alone(node.id());
        Hosting<Open> hosting = Hosting.of("open", Open.class, _ -> () -> (_, _) -> {});
        assertThatThrownBy(() -> Singleton.start(node, peers, hosting)).isInstanceOf(IllegalArgumentException.class);
    }

    /** No protocol: anyone may implement it. */
    interface Open {}

    private void start(String... names) {
        List<String> entries =
                List.of(names).stream().map(name -> name + ":9001").toList();
        for (String name : names) {
            take(name, node(name), String.join(",", entries), HOSTING);
        }
    }

    private void take(String name, Node node, String list, Hosting<Count> hosting) {
        Peers peers = Peers.parse(list, node.id());
        parts.put(name, new Part(node, Singleton.start(node, peers, hosting), new ArrayList<>()));
    }

    private Node node(String name) {
        return Node.start(NodeConfig.member(name, name + ":9001"), simulation.node(name));
    }

    private Part part(String node) {
        return Objects.requireNonNull(parts.get(node), node);
    }

    private Located.On<Count> on(String node) {
        return switch (part(node).heard().getLast()) {
            case Located.On<Count> on -> on;
            case Located.Moving<Count> _, Located.NoQuorum<Count> _ ->
                throw new AssertionError(part(node).heard());
        };
    }
}
