package dev.parley.remote.transport;

/** Accepts connections until closed. */
public interface Listener extends AutoCloseable {
    /** Where it listens, the port filled in. */
    Endpoint at();

    /** Accepts no more. Connections stay. Threading: any thread. */
    @Override
    void close();
}
