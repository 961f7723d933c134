package dev.parley.testkit.simulation;

/** Something of one node that is ready to run: a batch, a thread that goes on, or its loop. */
interface Step {
    /** Whose step it is: steps of a paused node wait, steps of a dead one vanish. */
    SimulatedNode node();

    /** Runs until it ends or blocks. Threading: the driver. */
    void run();

    /** Tells kinds of steps apart in the trace. */
    long kind();
}
