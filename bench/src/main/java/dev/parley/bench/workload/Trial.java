package dev.parley.bench.workload;

import dev.parley.bench.side.Side;
import java.util.List;
import java.util.Map;

/** Something that a process of its own runs for one side. */
public interface Trial {
    /** As on command lines. */
    String title();

    /** For people. */
    String what();

    /** Who runs it, in this order. */
    List<Side> sides();

    /** How long it takes in a process of its own, about. */
    int expectedSeconds(Side side, int seconds);

    /**
     * Runs it in this process, which ends with it: nothing of the side is closed.
     *
     * @throws WrongCount when a count is wrong
     */
    Map<Metric, Measured> run(Side side, Plan plan) throws InterruptedException;
}
