package dev.parley.jvm;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.parley.stress.Sweep;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIZ_Result;
import org.openjdk.jcstress.infra.results.IZ_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/**
 * Who hands a batch over against workers that stop looking: a batch that was accepted is taken by a worker that is
 * awake, or a worker is coming for it.
 *
 * <p>The {@link Workers} are real, the worker's side is that of {@code Worker.turn} and {@code Worker.rest}, played by
 * the threads of the test up to where a worker would park or run its batch, which may block for ever. The threads of
 * those that rest are never started.
 */
public final class HandOverStress {
    private HandOverStress() {}

    private static void batch() {}

    private static Worker newWorker(Workers workers) {
        return new Worker(workers, Thread.ofVirtual()::unstarted);
    }

    private static Workers resting(int count) {
        Workers workers = Workers.unsampled(Workers.LIMIT);
        for (int i = 0; i < count; i++) {
            workers.rests(newWorker(workers));
        }
        return workers;
    }

    /** What the coming worker does until it has a batch or may lie down; gives how many batches it took. */
    private static int come(Workers workers) {
        boolean coming = true;
        while (coming) {
            if (workers.carrierIsWanted()) {
                return 0;
            }
            if (workers.ready().poll() != null) {
                workers.arrived();
                return 1;
            }
            coming = workers.arrivedInVain();
        }
        return 0;
    }

    /** Takes all batches that wait; gives how many. */
    private static int drain(Workers workers) {
        int left = 0;
        while (workers.ready().poll() != null) {
            left++;
        }
        return left;
    }

    /** Of drained workers, with nobody stepping aside: whether one is coming. */
    private static boolean isOneComing(Workers workers) {
        return !workers.isQuiet();
    }

    /** A batch is handed over while the coming worker finds nothing and lies down: the second look. */
    @JCStressTest
    @Outcome(
            id = {"1, 0, true", "1, 0, false"},
            expect = ACCEPTABLE,
            desc = "taken by the worker that was awake")
    @Outcome(id = "0, 1, true", expect = ACCEPTABLE, desc = "another is coming for it")
    @Outcome(expect = FORBIDDEN, desc = "a batch waits and nobody is coming")
    @State
    public static class HandOverWhileComingInVain {
        private final Workers workers = resting(2);
        private final Sweep sweep = new Sweep();

        /** One has been made to come, and what it came for was taken by another. */
        public HandOverWhileComingInVain() {
            workers.submit(HandOverStress::batch);
            drain(workers);
        }

        @Actor
        public void sender() {
            sweep.lead();
            workers.submit(HandOverStress::batch);
        }

        @Actor
        public void worker(IIZ_Result result) {
            sweep.follow();
            result.r1 = come(workers);
        }

        @Arbiter
        public void after(IIZ_Result result) {
            result.r2 = drain(workers);
            result.r3 = isOneComing(workers);
        }
    }

    /** A batch is handed over while the coming worker takes another one, which may block for ever. */
    @JCStressTest
    @Outcome(id = "1, 1, true", expect = ACCEPTABLE, desc = "the next one is coming")
    @Outcome(expect = FORBIDDEN, desc = "a batch waits and nobody is coming")
    @State
    public static class HandOverWhileArriving {
        private final Workers workers = resting(2);

        public HandOverWhileArriving() {
            workers.submit(HandOverStress::batch);
        }

        @Actor
        public void sender() {
            workers.submit(HandOverStress::batch);
        }

        @Actor
        public void worker(IIZ_Result result) {
            result.r1 = come(workers);
        }

        @Arbiter
        public void after(IIZ_Result result) {
            result.r2 = drain(workers);
            result.r3 = isOneComing(workers);
        }
    }

    /** A batch that leaves another one in its worker's ring blocks while the coming worker finds nothing. */
    @JCStressTest
    @Outcome(
            id = {"1, 0, true", "1, 0, false"},
            expect = ACCEPTABLE,
            desc = "taken by the worker that was awake")
    @Outcome(id = "0, 1, true", expect = ACCEPTABLE, desc = "another is coming for it")
    @Outcome(expect = FORBIDDEN, desc = "a batch waits and nobody is coming")
    @State
    public static class BlockWhileComingInVain {
        private final Workers workers = resting(2);
        private final Worker busy = newWorker(workers);
        private final Sweep sweep = new Sweep();

        /** One has been made to come, and what it came for was taken by another. */
        public BlockWhileComingInVain() {
            workers.submit(HandOverStress::batch);
            drain(workers);
            busy.keep(HandOverStress::batch);
        }

        @Actor
        public void blocking() {
            sweep.lead();
            busy.blocks();
        }

        @Actor
        public void worker(IIZ_Result result) {
            sweep.follow();
            result.r1 = come(workers);
        }

        @Arbiter
        public void after(IIZ_Result result) {
            result.r2 = drain(workers);
            result.r3 = isOneComing(workers);
        }
    }

    /** The same with a batch that is handed over just before its maker blocks. */
    @JCStressTest
    @Outcome(
            id = {"1, 0, true", "1, 0, false"},
            expect = ACCEPTABLE,
            desc = "taken by the worker that was awake")
    @Outcome(id = "0, 1, true", expect = ACCEPTABLE, desc = "another is coming for it")
    @Outcome(expect = FORBIDDEN, desc = "a batch waits and nobody is coming")
    @State
    public static class KeepAndBlockWhileComingInVain {
        private final Workers workers = resting(2);
        private final Worker busy = newWorker(workers);
        private final Sweep sweep = new Sweep();

        /** One has been made to come, and what it came for was taken by another. */
        public KeepAndBlockWhileComingInVain() {
            workers.submit(HandOverStress::batch);
            drain(workers);
        }

        @Actor
        public void blocking() {
            sweep.lead();
            busy.keep(HandOverStress::batch);
            busy.blocks();
        }

        @Actor
        public void worker(IIZ_Result result) {
            sweep.follow();
            result.r1 = come(workers);
        }

        @Arbiter
        public void after(IIZ_Result result) {
            result.r2 = drain(workers);
            result.r3 = isOneComing(workers);
        }
    }

    /** A batch is handed over while no more workers may be started, and one that is done lies down. */
    @JCStressTest
    @Outcome(
            id = {"1, 0, true", "1, 0, false"},
            expect = ACCEPTABLE,
            desc = "taken by the worker that was awake")
    @Outcome(id = "0, 1, true", expect = ACCEPTABLE, desc = "the worker is called back for it")
    @Outcome(expect = FORBIDDEN, desc = "a batch waits and nobody is coming")
    @State
    public static class HandOverWhileAllAreBusy {
        // each state would write its warning
        private static final Logger QUIET = Logger.getLogger(Workers.class.getName());

        static {
            QUIET.setLevel(Level.OFF);
        }

        private final Workers workers = Workers.unsampled(0);
        private final Worker last = newWorker(workers);

        @Actor
        public void sender() {
            workers.submit(HandOverStress::batch);
        }

        @Actor
        public void worker(IIZ_Result result) {
            if (workers.ready().poll() != null) {
                result.r1 = 1;
            } else {
                workers.rests(last);
            }
        }

        @Arbiter
        public void after(IIZ_Result result) {
            result.r2 = drain(workers);
            result.r3 = isOneComing(workers);
        }
    }

    /** A worker steps aside and is back while the coming one lies down for its sake. */
    @JCStressTest
    @Outcome(id = "1, true", expect = ACCEPTABLE, desc = "one is taken, and a worker is coming for the other")
    @Outcome(
            id = {"0, true", "0, false"},
            expect = ACCEPTABLE,
            desc = "both are taken")
    @Outcome(expect = FORBIDDEN, desc = "a batch waits and nobody is coming")
    @State
    public static class StepBackWhileMakingWay {
        private final Workers workers = resting(2);
        private final Worker coming = newWorker(workers);
        private final Sweep sweep = new Sweep();

        public StepBackWhileMakingWay() {
            workers.submit(HandOverStress::batch);
            workers.submit(HandOverStress::batch);
        }

        @Actor
        public void stepping() {
            if (!Thread.currentThread().isInterrupted()) {
                Thread.currentThread().interrupt(); // or the park of a nanosecond would outlast what it shall meet
            }
            sweep.lead();
            workers.stepAside();
            workers.ready().poll();
        }

        @Actor
        public void worker() {
            sweep.follow();
            if (come(workers) == 0) {
                workers.rests(coming);
            }
        }

        @Arbiter
        public void after(IZ_Result result) {
            result.r1 = drain(workers);
            result.r2 = isOneComing(workers);
        }
    }

    /** Workers lie down while the one who may takes others off the stack. */
    @JCStressTest
    @Outcome(id = "3", expect = ACCEPTABLE, desc = "each is on the stack or was taken")
    @Outcome(expect = FORBIDDEN, desc = "a worker is lost, or was taken twice")
    @State
    public static class PopWhilePushing {
        private final IdleStack stack = new IdleStack();
        private final Worker third;
        private int popped;

        public PopWhilePushing() {
            Workers workers = resting(0);
            stack.push(newWorker(workers));
            stack.push(newWorker(workers));
            third = newWorker(workers);
        }

        @Actor
        public void worker() {
            stack.push(third);
        }

        @Actor
        public void waker() {
            popped = (stack.pop() == null ? 0 : 1) + (stack.pop() == null ? 0 : 1);
        }

        @Arbiter
        public void after(I_Result result) {
            result.r1 = popped;
            while (stack.pop() != null) {
                result.r1++;
            }
        }
    }
}
