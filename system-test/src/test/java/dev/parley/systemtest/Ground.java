package dev.parley.systemtest;

import dev.parley.testkit.simulation.Fault;
import java.io.IOException;
import java.util.List;

/** Hosts with a network between them that can be broken. */
interface Ground {
    List<String> hosts();

    /** What makes a command run on that host. */
    List<String> on(String host);

    /** Where a node on that host must listen. */
    String behind(String host);

    /** Under which address others reach it. */
    String before(String host);

    /**
     * Makes a fault of the network or of sockets begin.
     *
     * @throws UnsupportedOperationException if there is no such fault on this ground
     */
    Mend begin(Fault fault) throws IOException, InterruptedException;

    /** Ends a fault. */
    @FunctionalInterface
    interface Mend {
        void mend() throws IOException, InterruptedException;
    }
}
