package dev.parley.remote.transport;

import dev.parley.remote.Endpoint;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Function;

/**
 * Byte streams between nodes, and the one loop on which all that belongs to them happens.
 *
 * <p>Threading: {@link #bind} and {@link #execute} from any thread, everything else on the loop. All callbacks of all
 * connections of one node run on its loop, one at a time, so links need no locks. The loop runs no user code beyond the
 * constructors of decoded records.
 */
public interface Transport {
    /** Runs a task on the loop, after the tasks handed over before by the same thread. */
    void execute(Runnable task);

    /**
     * Begins to accept connections. Returns when it does.
     *
     * @param accepted gives the handler for each new connection; called on the loop
     * @throws IOException when the address is taken or not this machine's, saying which
     */
    Listener bind(Endpoint at, Function<Connection, ConnectionHandler> accepted) throws IOException;

    /** Whether what is sent to that host never leaves this machine. Threading: any thread; may look a name up. */
    boolean isLoopback(String host);

    /** Opens a connection; {@code handler} hears {@code onOpen} or, within {@code limit}, {@code onDialFailed}. */
    void dial(Endpoint to, Duration limit, ConnectionHandler handler);
}
