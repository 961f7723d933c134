package dev.parley.testkit.simulation;

import dev.parley.remote.Endpoint;
import dev.parley.remote.transport.Connection;
import dev.parley.remote.transport.ConnectionHandler;
import dev.parley.remote.transport.Listener;
import dev.parley.remote.transport.Transport;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The sockets of one process: its listeners and its ends of connections.
 *
 * <p>Threading: as the contract says, and checked.
 */
final class SimulatedTransport implements Transport {
    private static final int FIRST_FREE_PORT = 49_152;
    private static final int LAST_PORT = 65_535;

    private final SimulatedNode node;
    private final Network network;
    private final Map<Integer, SimulatedListener> listeners = new TreeMap<>();
    private final Set<SimulatedConnection> connections = new LinkedHashSet<>();
    private int lastPort = FIRST_FREE_PORT - 1;

    SimulatedTransport(SimulatedNode node, Network network) {
        this.node = node;
        this.network = network;
    }

    @Override
    public void execute(Runnable task) {
        node.world().agenda().requireOurs();
        node.loop().execute(task);
    }

    @Override
    public Listener bind(Endpoint at, Function<Connection, ConnectionHandler> accepted) throws IOException {
        node.world().agenda().requireOurs();
        if (!at.host().equals(node.host())) {
            throw new IOException("cannot listen at " + at + ": this simulated host is " + node.host());
        }
        int port = at.port() == 0 ? freePort() : at.port();
        if (listeners.containsKey(port)) {
            throw new IOException(
                    "cannot listen at " + at + ": another listener of host " + node.host() + " has the port");
        }
        SimulatedListener listener = new SimulatedListener(new Endpoint(node.host(), port), accepted);
        listeners.put(port, listener);
        return listener;
    }

    /**
     * Always: what is sent in a simulation leaves nothing, so nodes need no key in it unless the test is about keys.
     */
    @Override
    public boolean isLoopback(String host) {
        return true;
    }

    @Override
    public void dial(Endpoint to, Duration limit, ConnectionHandler handler) {
        node.loop().requireHere();
        new Dial(network, node, to, handler).begin(limit);
    }

    /** The local end of a connection that is being opened from here. */
    Endpoint freeEndpoint() {
        return new Endpoint(node.host(), freePort());
    }

    @Nullable
    SimulatedListener listenerAt(int port) {
        return listeners.get(port);
    }

    /** The host reads from its sockets again. */
    void readOn() {
        List.copyOf(connections).forEach(SimulatedConnection::scheduleDelivery);
    }

    void add(SimulatedConnection connection) {
        connections.add(connection);
    }

    void remove(SimulatedConnection connection) {
        connections.remove(connection);
    }

    /** The process ends: nobody listens here any more, and the peers are told as a kernel tells them. */
    void processEnded(boolean crashed) {
        listeners.clear();
        List.copyOf(connections).forEach(connection -> connection.processEnded(crashed));
        connections.clear();
    }

    private int freePort() {
        do {
            lastPort = lastPort == LAST_PORT ? FIRST_FREE_PORT : lastPort + 1;
        } while (listeners.containsKey(lastPort));
        return lastPort;
    }

    /** Accepts at one port. */
    final class SimulatedListener implements Listener {
        private final Endpoint at;
        private final Function<Connection, ConnectionHandler> accepted;

        SimulatedListener(Endpoint at, Function<Connection, ConnectionHandler> accepted) {
            this.at = at;
            this.accepted = accepted;
        }

        @Override
        public Endpoint at() {
            return at;
        }

        @Override
        public void close() {
            node.world().agenda().requireOurs();
            listeners.remove(at.port(), this);
        }

        /** The kernel has a new connection; the process hears of it on its loop. */
        void accept(SimulatedConnection connection) {
            node.loop().execute(() -> {
                if (listeners.get(at.port()) == this) {
                    connection.open(accepted.apply(connection));
                } else {
                    connection.processEnded(false);
                }
            });
        }
    }
}
