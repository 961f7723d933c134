package dev.parley.bench.run;

import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;

/**
 * How long this machine takes to wake a thread up. What waits for each other on several cores costs little else, and a
 * virtual machine may need three times as long from one minute to the next: figures of two rounds say nothing then
 * without this.
 *
 * <p>Threading: confined to {@link #nanos}.
 */
final class WakeUp {
    private static final int ROUNDS = 4_000;
    private static final int UNCOUNTED = 1_000;

    private volatile int turn; // even: of who measures

    private WakeUp() {}

    /** The median of some thousand, in nanoseconds; takes well below a second. */
    static double nanos() throws InterruptedException {
        return new WakeUp().median();
    }

    private double median() throws InterruptedException {
        Thread here = Thread.currentThread();
        Thread other = Thread.ofPlatform().daemon().name("woken").start(() -> {
            for (int round = 0; round < ROUNDS; round++) {
                awaitTurn(2 * round + 1);
                pass(2 * round + 2, here);
            }
        });
        long[] nanos = new long[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            long begin = System.nanoTime();
            pass(2 * round + 1, other);
            awaitTurn(2 * round + 2);
            nanos[round] = System.nanoTime() - begin;
        }
        other.join();
        long[] counted = Arrays.copyOfRange(nanos, UNCOUNTED, ROUNDS);
        Arrays.sort(counted);
        return counted[counted.length / 2] / 2.0; // there and back
    }

    private void pass(int next, Thread to) {
        turn = next;
        LockSupport.unpark(to);
    }

    private void awaitTurn(int mine) {
        while (turn != mine) {
            LockSupport.park(this);
        }
    }
}
