package dev.parley.testkit.simulation;

/** What {@link FaultPlan#random} may draw. */
public enum FaultKind {
    /** {@link Fault.Cut}. */
    CUT,
    /** {@link Fault.CutOneWay}. */
    CUT_ONE_WAY,
    /** {@link Fault.Partition#halves} at random. */
    HALVES,
    /** {@link Fault.Partition#single}. */
    SINGLE,
    /** {@link Fault.Partition#oneWay}: one host hears nobody, or nobody hears it. */
    DEAF_OR_DUMB,
    /** {@link Fault.Partition#ring}; a {@link #BRIDGE} where fewer than four hosts cannot miss each other in a ring. */
    RING,
    /** {@link Fault.Partition#bridge}; a {@link #CUT} of two hosts. */
    BRIDGE,
    /** {@link Fault.Latency} of up to 200 ms. */
    LATENCY,
    /** {@link Fault.Loss} of 1 to 40 percent. */
    LOSS,
    /** {@link Fault.Reset}. */
    RESET,
    /** {@link Fault.HalfOpen}. */
    HALF_OPEN,
    /** {@link Fault.SingleBytes}. */
    SINGLE_BYTES,
    /** {@link Fault.SlowLink} of 1 to 100 kB/s. */
    SLOW_LINK,
    /** {@link Fault.Refuse}. */
    REFUSE,
    /** {@link Fault.Hang}. */
    HANG,
    /** {@link Fault.ZeroWindow}. */
    ZERO_WINDOW,
    /** {@link Fault.Crash}; its mending needs {@link Simulation#start(String, HostProgram)}. */
    CRASH,
    /** {@link Fault.Restart}, which needs the same. */
    RESTART,
    /** {@link Fault.Pause}. */
    PAUSE,
    /** {@link Fault.SlowNode} of up to 20 ms a step. */
    SLOW_NODE,
    /** {@link Fault.WallJump} of up to ten seconds. */
    WALL_OFFSET,
    /** {@link Fault.WallJump} of an hour, forth or back. */
    WALL_JUMP,
    /** {@link Fault.Drift} of up to a hundredth. */
    DRIFT
}
