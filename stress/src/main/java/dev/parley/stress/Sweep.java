package dev.parley.stress;

/**
 * Moves one thread of a test past the other in small steps, one a state, so that they meet at each point of their ways.
 * Left to themselves two threads meet mostly at the same point, and a window of a few instructions elsewhere is hit
 * once in hundreds of thousands of states, or never.
 *
 * <p>Threading: one thread of a process leads, one other follows.
 */
public final class Sweep {
    private static final int MAX_STEPS = 128;

    private static int steps; // the leading thread's

    private volatile boolean begun;

    /** One that nobody has begun. */
    public Sweep() {}

    /** Lets the other go, and waits a little: up to the time of that many reads from memory. */
    public void lead() {
        begun = true;
        steps = (steps + 1) % MAX_STEPS;
        int step = 0;
        while (begun && step < steps) {
            step++;
        }
    }

    /** Waits until the other leads. */
    public void follow() {
        while (!begun) {
            Thread.onSpinWait();
        }
    }
}
