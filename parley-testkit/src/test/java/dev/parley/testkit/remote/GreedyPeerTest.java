package dev.parley.testkit.remote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.remote.Endpoint;
import dev.parley.remote.LinkConfig;
import dev.parley.remote.LinkConfig.Rate;
import dev.parley.remote.LinkConfig.Rates;
import dev.parley.remote.Node;
import dev.parley.remote.transport.NodeEnvironment;
import dev.parley.testkit.simulation.Simulation;
import dev.parley.wire.Frame;
import dev.parley.wire.SpawnPolicy;
import dev.parley.wire.WireBytes;
import dev.parley.wire.WireError;
import dev.parley.wire.WireNode;
import dev.parley.wire.WireRef;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** A peer that does what it may do, but without measure. */
@ParameterizedClass
@ValueSource(longs = {1, 2, 3})
class GreedyPeerTest {
    private static final LinkConfig LINKS =
            LinkConfig.defaults().withRates(new Rates(new Rate(10, 20), new Rate(10, 20), new Rate(100, 50)));
    private static final Frame.Recipe DESK = new Frame.Recipe(
            "desk", new SpawnPolicy(SpawnPolicy.Strategy.STOP, 0, 0, 0, 0), WireBytes.of(new byte[] {(byte) 0xA1, 1, 1
            }));

    private final Town town;
    private final Node victim;
    private final NodeEnvironment greedy;

    GreedyPeerTest(long seed) {
        town = new Town(Simulation.of(seed));
        victim = town.member("v", config -> config.withLinks(LINKS));
        town.member("a");
        greedy = town.simulation.node("x");
    }

    @AfterEach
    void close() {
        town.simulation.close();
    }

    private RawPeer dial() {
        return RawPeer.dial(greedy, new Endpoint("v", Town.PORT));
    }

    private RawPeer admitted() {
        RawPeer peer = dial();
        peer.send(RawPeer.hello());
        town.until("the victim says HELLO", () -> peer.count(Frame.Hello.class) == 1);
        peer.goOn();
        town.until("the link is up", () -> peer.count(Frame.Heartbeat.class) > 0);
        peer.reaction = frame -> {
            if (frame instanceof Frame.Heartbeat) {
                peer.goOn();
            }
        };
        return peer;
    }

    private WireRef there(String path, long incarnation) {
        WireNode node = new WireNode("v", Town.PORT, victim.id().incarnation());
        return new WireRef(node, path, incarnation);
    }

    private static WireRef own(String path) {
        return new WireRef(RawPeer.SELF, path, 5);
    }

    private static List<Long> watchersThatHeard(RawPeer peer) {
        return peer.heard.stream()
                .filter(Frame.Terminated.class::isInstance)
                .map(news -> ((Frame.Terminated) news).watcher().incarnation())
                .toList();
    }

    private static WireRef watcher(long number) {
        return new WireRef(RawPeer.SELF, "/user/w", number);
    }

    @Test
    void beginsWatchesLaterThatComeTooFast() {
        RawPeer peer = admitted();
        for (int i = 1; i <= 250; i++) {
            peer.send(new Frame.Monitor(i, there("/user/nobody", 7), watcher(i)));
        }
        town.run(Duration.ofMillis(500));
        assertThat(watchersThatHeard(peer)).hasSizeBetween(90, 110);
        town.run(Duration.ofSeconds(3));
        assertThat(watchersThatHeard(peer))
                .as("each once, in the order in which they watched")
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, 250).boxed().toList());
        assertServed();
    }

    @Test
    void endsWatchesThatHaveNotBegunYet() {
        RawPeer peer = admitted();
        for (int i = 1; i <= 100; i++) {
            peer.send(new Frame.Monitor(i, there("/user/nobody", 7), watcher(i)));
        }
        peer.send(new Frame.Unmonitor(101, there("/user/nobody", 7), watcher(100)));
        peer.send(new Frame.Unmonitor(102, there("/user/nobody", 7), watcher(90)));
        peer.send(new Frame.Monitor(103, there("/user/nobody", 7), watcher(90)));
        town.run(Duration.ofSeconds(3));
        assertThat(watchersThatHeard(peer))
                .as("not who has thought better of it; once, and last, who has thought better of it twice")
                .hasSize(99)
                .doesNotHaveDuplicates()
                .doesNotContain(100L)
                .endsWith(99L, 90L);
    }

    @Test
    void endsAWatchThatHasBegunAndIsBegunAgainTooFast() {
        RawPeer peer = admitted();
        WireRef desk = there("/user/desk", 0);
        for (int i = 1; i <= 60; i++) {
            peer.send(new Frame.Monitor(i, desk, watcher(1)));
        }
        peer.send(new Frame.Unmonitor(61, desk, watcher(1)));
        town.run(Duration.ofSeconds(2));
        town.home("v").tell(new Desk.End());
        town.run(Duration.ofSeconds(2));
        assertThat(watchersThatHeard(peer)).isEmpty();
    }

    @Test
    void hearsOfAnEndThatComesAfterALateBeginning() {
        RawPeer peer = admitted();
        for (int i = 1; i <= 100; i++) {
            peer.send(new Frame.Monitor(i, there("/user/desk", 0), watcher(i)));
        }
        town.run(Duration.ofSeconds(2));
        assertThat(watchersThatHeard(peer)).isEmpty();
        town.home("v").tell(new Desk.End());
        town.until("all hear", () -> watchersThatHeard(peer).size() == 100);
    }

    @Test
    void refusesSpawnsThatComeTooFast() {
        RawPeer peer = admitted();
        for (int i = 1; i <= 30; i++) {
            peer.send(new Frame.Spawn(i, there("/spawned/" + i + "/desk", i), own("/user/p"), DESK));
        }
        town.until("all are answered", () -> peer.count(Frame.Spawned.class) == 30);
        assertThat(spawned(peer, true)).hasSize(20);
        assertThat(spawned(peer, false))
                .hasSize(10)
                .allSatisfy(answer -> assertThat(answer.text())
                        .isEqualTo(
                                "this node spawns for one peer at most 10 a second, 20 at once: spawn more slowly, or"
                                        + " raise LinkConfig.Rates.spawns there"));
        town.run(Duration.ofSeconds(1));
        peer.send(new Frame.Spawn(31, there("/spawned/31/desk", 31), own("/user/p"), DESK));
        town.until("it is answered", () -> peer.count(Frame.Spawned.class) == 31);
        assertThat(spawned(peer, true)).hasSize(21);
        assertServed();
    }

    private static List<Frame.Spawned> spawned(RawPeer peer, boolean ok) {
        return peer.heard.stream()
                .filter(Frame.Spawned.class::isInstance)
                .map(Frame.Spawned.class::cast)
                .filter(answer -> answer.ok() == ok)
                .toList();
    }

    @Test
    void givesAPeerThatComesAgainNoNewBurst() {
        RawPeer peer = admitted();
        for (int i = 1; i <= 20; i++) {
            peer.send(new Frame.Spawn(i, there("/spawned/" + i + "/desk", i), own("/user/p"), DESK));
        }
        town.until("all are answered", () -> peer.count(Frame.Spawned.class) == 20);
        peer.send(new Frame.Bye(WireError.LEAVING, "for a moment"));
        town.until("the link has ended", peer::isClosed);
        RawPeer again = dial();
        again.send(RawPeer.hello(new Frame.Hello.Session(RawPeer.SESSION + 1, 0, Frame.CONTROL, 0)));
        town.until("the victim says HELLO", () -> again.count(Frame.Hello.class) == 1);
        again.goOn();
        for (int i = 1; i <= 20; i++) {
            again.send(new Frame.Spawn(i, there("/spawned/" + (100 + i) + "/desk", 100 + i), own("/user/p"), DESK));
        }
        town.until("all are answered", () -> again.count(Frame.Spawned.class) == 20);
        assertThat(spawned(again, false)).hasSizeGreaterThan(10);
    }

    @Test
    void tellsTheParentWhyItsChildrenDoNotLive() {
        Town.Listening parent = town.listening("a");
        for (int i = 0; i < 25; i++) {
            parent.ref().tell(new Ears.Spawn(victim.id(), Desk.KIND, 0));
        }
        town.until("it hears why", () -> parent.ears().ends().size() == 5);
        assertThat(parent.ears().ends())
                .allSatisfy(reason -> assertThat(reason.sentence()).contains("at most 10 a second, 20 at once"));
    }

    @Test
    void refusesAnAddressThatConnectsTooOftenAndNoOther() {
        List<RawPeer> many = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            many.add(dial());
        }
        town.until(
                "half are refused",
                () -> many.stream().filter(RawPeer::isClosed).count() == 20);
        assertThat(many)
                .filteredOn(RawPeer::isClosed)
                .allSatisfy(peer -> assertThat(peer.bye())
                        .isEqualTo(new Frame.Bye(
                                WireError.TOO_MANY_CONNECTIONS, WireError.TOO_MANY_CONNECTIONS.sentence())));
        assertServed();
        town.run(Duration.ofSeconds(1));
        admitted();
    }

    private void assertServed() {
        assertThat(town.exported("a", "v").ask(new Desk.Count())).isNotNegative();
    }
}
