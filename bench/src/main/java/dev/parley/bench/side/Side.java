package dev.parley.bench.side;

import java.util.Arrays;
import java.util.Optional;

/** Who runs a workload. */
public enum Side {
    /** With everything on that users have on: bounds, counters, supervision, the default dispatcher. */
    PARLEY("parley"),
    /** The same with eight lanes between two nodes. */
    PARLEY_LANES("parley-lanes"),
    /** Parley's dispatcher and the least a cell can be. */
    FLOOR("floor"),
    /** Apache Pekko typed as it comes. */
    PEKKO("pekko"),
    /** A fork-join pool as wide as the machine, longer batches. */
    PEKKO_FORK_JOIN("pekko-fork-join"),
    /** A pool of as many fixed threads, longer batches. */
    PEKKO_FIXED("pekko-fixed"),
    /** A pool in which an actor stays on its thread, longer batches. */
    PEKKO_AFFINITY("pekko-affinity"),
    /** What its documentation advises for handlers that block: a pool of 16 threads of their own. */
    PEKKO_BLOCKING("pekko-blocking"),
    /** The same on virtual threads. */
    PEKKO_VIRTUAL("pekko-virtual"),
    /** A cluster whose timers are all cut short. */
    PEKKO_HASTY("pekko-hasty"),
    /** No actors: a thread and a blocking socket for each end of a connection. */
    RAW("raw");

    private final String title;

    Side(String title) {
        this.title = title;
    }

    /** As in tables and on command lines. */
    public String title() {
        return title;
    }

    /** Starts it, for workloads within one process. */
    public Stage open() {
        return switch (this) {
            case PARLEY -> new ParleyStage();
            case FLOOR -> new FloorStage();
            case PEKKO -> new PekkoStage("");
            case PEKKO_FORK_JOIN -> new PekkoStage(PekkoSettings.FORK_JOIN);
            case PEKKO_FIXED -> new PekkoStage(PekkoSettings.FIXED);
            case PEKKO_AFFINITY -> new PekkoStage(PekkoSettings.AFFINITY);
            case PEKKO_BLOCKING -> new PekkoStage(PekkoSettings.BLOCKING);
            case PEKKO_VIRTUAL -> new PekkoStage(PekkoSettings.VIRTUAL);
            case PARLEY_LANES, PEKKO_HASTY, RAW ->
                throw new UnsupportedOperationException(title + " is for two processes");
        };
    }

    /** Whether it is the peer, in whichever setting. */
    public boolean isPeer() {
        return this != PARLEY && this != PARLEY_LANES && !isFloor();
    }

    /** Whether it is what no actor is expected to beat. */
    public boolean isFloor() {
        return this == FLOOR || this == RAW;
    }

    /** The one with that title. */
    public static Optional<Side> titled(String title) {
        return Arrays.stream(values()).filter(side -> side.title.equals(title)).findFirst();
    }
}
