package dev.parley.remote.tcp;

import dev.parley.jvm.JvmEnvironment;
import dev.parley.remote.transport.NodeEnvironment;
import dev.parley.remote.transport.Transport;
import dev.parley.spi.Dispatcher;
import dev.parley.spi.Entropy;
import dev.parley.spi.Environment;
import dev.parley.spi.NodeClock;
import dev.parley.spi.Timers;

/**
 * The real world of one node: the clock, timers, threads and chance of its JVM, and TCP.
 *
 * <p>Threading: any thread. Owns one daemon thread, the network's loop, besides those of the environment it wraps.
 * <p>Failure: after {@link #close} the transport takes no task and opens nothing; the first call wins.
 */
public final class TcpEnvironment implements NodeEnvironment {
    private final Environment jvm;
    private final TcpTransport transport;

    /** The real JVM and the real network. */
    public TcpEnvironment() {
        this(new JvmEnvironment());
    }

    /** The network beside {@code jvm}, which belongs to this environment from now on and is closed with it. */
    public TcpEnvironment(Environment jvm) {
        this.jvm = jvm;
        this.transport = new TcpTransport(jvm.dispatcher()::fork, TcpOptions.defaults());
    }

    @Override
    public Transport transport() {
        return transport;
    }

    @Override
    public NodeClock clock() {
        return jvm.clock();
    }

    @Override
    public Timers timers() {
        return jvm.timers();
    }

    @Override
    public Dispatcher dispatcher() {
        return jvm.dispatcher();
    }

    @Override
    public Entropy entropy() {
        return jvm.entropy();
    }

    /**
     * Closes every listener and connection, ends the loop, then the JVM's environment. Bytes that a connection had
     * taken get one second to leave.
     */
    @Override
    public void close() {
        try {
            transport.close();
        } finally {
            jvm.close();
        }
    }
}
