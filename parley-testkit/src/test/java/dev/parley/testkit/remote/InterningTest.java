package dev.parley.testkit.remote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.Actor;
import dev.parley.ActorAddress;
import dev.parley.ActorContext;
import dev.parley.remote.Endpoint;
import dev.parley.remote.Node;
import dev.parley.remote.transport.NodeEnvironment;
import dev.parley.testkit.simulation.Simulation;
import dev.parley.wire.Frame;
import dev.parley.wire.WireRef;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A node names a ref by its place to a peer that reads that, and each connection begins anew. */
class InterningTest {
    private static final int WATCHES = 20;

    private final Town town = new Town(Simulation.of(1));
    private final Node node = town.member("v");
    private final NodeEnvironment world = town.simulation.node("x");

    @AfterEach
    void close() {
        town.simulation.close();
    }

    /** Watches actors of the raw peer. */
    private static final class Watcher implements Actor<String> {
        private final Node node;

        private Watcher(Node node) {
            this.node = node;
        }

        @Override
        public void onStart(ActorContext<String> ctx) {
            for (int i = 0; i < WATCHES; i++) {
                var other = node.at(ActorAddress.parse("actor://x:9009/user/a" + i), Desk.Cmd.class);
                ctx.watch(other, _ -> "ended");
            }
        }

        @Override
        public void onMessage(String message, ActorContext<String> ctx) {}
    }

    /** What comes over a connection that takes the place of the one before. */
    private RawPeer heard(long capabilities) {
        RawPeer peer = RawPeer.dial(world, new Endpoint("v", 9001));
        peer.send(RawPeer.hello(capabilities));
        town.until("the node says HELLO", () -> peer.count(Frame.Hello.class) == 1);
        peer.goOn();
        town.until("all watches come", () -> peer.count(Frame.Monitor.class) == WATCHES);
        return peer;
    }

    private static List<WireRef> watchers(RawPeer peer) {
        return peer.heard.stream()
                .filter(Frame.Monitor.class::isInstance)
                .map(frame -> ((Frame.Monitor) frame).watcher())
                .distinct()
                .toList();
    }

    @Test
    void writesTheWatcherOnceForAPeerThatInternsAndInFullForOthersOnEachConnection() {
        node.system().spawn("watcher", () -> new Watcher(node));
        RawPeer plain = heard(0);
        RawPeer interning = heard(Frame.Hello.Offer.INTERNS);
        RawPeer again = heard(Frame.Hello.Offer.INTERNS);
        assertThat(plain.welcome().offer().has(Frame.Hello.Offer.INTERNS)).isTrue();
        assertThat(watchers(interning)).isEqualTo(watchers(plain)).hasSize(1);
        int watcherBytes = "v/user/watcher".length() + 2 * Long.BYTES + 2 * Short.BYTES;
        assertThat(interning.heardBytes()).isLessThan(plain.heardBytes() - (WATCHES - 2) * (watcherBytes - 2));
        assertThat(watchers(again)).isEqualTo(watchers(plain));
    }
}
