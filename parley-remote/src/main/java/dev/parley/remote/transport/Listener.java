package dev.parley.remote.transport;

import dev.parley.remote.Endpoint;

/** Accepts connections until closed. */
public interface Listener extends AutoCloseable {
    /** Where it listens, the port filled in. */
    Endpoint at();

    /** Accepts no more. Connections stay. Threading: any thread. */
    @Override
    void close();
}
