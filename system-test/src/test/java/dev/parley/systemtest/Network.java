package dev.parley.systemtest;

import dev.parley.testkit.simulation.Fault;
import java.io.IOException;
import java.util.List;

/** What is between the hosts of a test, each with one node, and what can go wrong there. */
interface Network extends AutoCloseable {
    List<String> hosts();

    /** Where the node of that host listens. */
    String behind(String host);

    /** Under which address others reach it. */
    String before(String host);

    /** What makes a command run on that host. */
    List<String> on(String host);

    /**
     * Makes a fault of the network or of sockets begin.
     *
     * @throws UnsupportedOperationException if there is no such fault here
     */
    Mend begin(Fault fault) throws IOException, InterruptedException;

    @Override
    void close();

    /** Ends a fault. */
    @FunctionalInterface
    interface Mend {
        void mend() throws IOException, InterruptedException;
    }
}
