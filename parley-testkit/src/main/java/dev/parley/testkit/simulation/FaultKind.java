package dev.parley.testkit.simulation;

/** What {@link FaultPlan#random} may draw. */
public enum FaultKind {
    /** {@link Fault.Cut}. */
    CUT,
    /** {@link Fault.CutOneWay}. */
    CUT_ONE_WAY,
    /** {@link Fault.Reset}. */
    RESET,
    /** {@link Fault.Crash}; its mending needs {@link Simulation#start(String, HostProgram)}. */
    CRASH,
    /** {@link Fault.Pause}. */
    PAUSE,
    /** {@link Fault.Latency} of up to 200 ms. */
    LATENCY
}
