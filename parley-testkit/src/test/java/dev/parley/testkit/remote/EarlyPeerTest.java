package dev.parley.testkit.remote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.remote.Endpoint;
import dev.parley.remote.Node;
import dev.parley.remote.NodeConfig;
import dev.parley.remote.transport.Connection;
import dev.parley.remote.transport.ConnectionHandler;
import dev.parley.remote.transport.Listener;
import dev.parley.remote.transport.NodeEnvironment;
import dev.parley.remote.transport.Transport;
import dev.parley.spi.Dispatcher;
import dev.parley.spi.Entropy;
import dev.parley.spi.NodeClock;
import dev.parley.spi.Timers;
import dev.parley.testkit.simulation.Simulation;
import dev.parley.wire.Frame;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A peer that dials a node all the time, and so is there as soon as the port is open. */
class EarlyPeerTest {
    private final Town town = new Town(Simulation.of(1));

    @AfterEach
    void close() {
        town.simulation.close();
    }

    /** Something happens between the opening of the port and the return from {@code bind}. */
    private record Delayed(NodeEnvironment real, Runnable meanwhile) implements NodeEnvironment, Transport {
        @Override
        public Transport transport() {
            return this;
        }

        @Override
        public Listener bind(Endpoint at, Function<Connection, ConnectionHandler> accepted) throws IOException {
            Listener bound = real.transport().bind(at, accepted);
            meanwhile.run();
            return bound;
        }

        @Override
        public void execute(Runnable task) {
            real.transport().execute(task);
        }

        @Override
        public boolean isLoopback(String host) {
            return real.transport().isLoopback(host);
        }

        @Override
        public void dial(Endpoint to, Duration limit, ConnectionHandler handler) {
            real.transport().dial(to, limit, handler);
        }

        @Override
        public NodeClock clock() {
            return real.clock();
        }

        @Override
        public Timers timers() {
            return real.timers();
        }

        @Override
        public Dispatcher dispatcher() {
            return real.dispatcher();
        }

        @Override
        public Entropy entropy() {
            return real.entropy();
        }

        @Override
        public void close() {
            real.close();
        }
    }

    @Test
    void isLetInBeforeTheNodeHasFinishedStarting() {
        RawPeer[] early = new RawPeer[1];
        NodeEnvironment attacker = town.simulation.node("x");
        Runnable meanwhile = () -> {
            RawPeer peer = RawPeer.dial(attacker, new Endpoint("v", Town.PORT));
            peer.send(RawPeer.hello());
            early[0] = peer;
            town.run(Duration.ofSeconds(1));
        };
        Node node =
                Node.start(NodeConfig.member("v", "v:" + Town.PORT), new Delayed(town.simulation.node("v"), meanwhile));
        assertThat(early[0].isClosed()).isFalse();
        assertThat(early[0].welcome().peer().node().incarnation())
                .isEqualTo(node.id().incarnation());
        early[0].goOn();
        town.until("the link is up", () -> early[0].count(Frame.Heartbeat.class) > 0);
    }
}
