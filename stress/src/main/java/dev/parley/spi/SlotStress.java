package dev.parley.spi;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.parley.AskException;
import dev.parley.Request;
import dev.parley.Result;
import dev.parley.SystemConfig;
import dev.parley.jvm.JvmEnvironment;
import dev.parley.stress.Patience;
import dev.parley.stress.Permit;
import dev.parley.stress.StillEnvironment;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;
import org.openjdk.jcstress.infra.results.LZ_Result;
import org.openjdk.jcstress.infra.results.ZI_Result;
import org.openjdk.jcstress.infra.results.ZL_Result;
import org.openjdk.jcstress.infra.results.Z_Result;

/** Who answers against the clock, the asker and the asker's interrupt. */
public final class SlotStress {
    private static final Duration LIMIT = Duration.ofSeconds(1);
    private static final Result<String> ANSWER = new Result.Ok<>("answer");
    private static final StillEnvironment STILL = new StillEnvironment();
    private static final SystemAccess SYSTEM = system(STILL);
    private static final MessageRef<?> TARGET = (MessageRef<?>) SYSTEM.spawn(() -> (message, ctx) -> {});

    private SlotStress() {}

    private record Question<R>() implements Request<Question<R>, R> {}

    private static SystemAccess system(Environment environment) {
        return SystemAccess.start(SystemConfig.defaults(), environment, _ -> RemoteBridge.none("stress"));
    }

    private static String nameOf(AskException failed) {
        return failed.failure().getClass().getSimpleName();
    }

    /** The answer comes when the time is over: one of the two wins, and the asker gets that one. */
    @JCStressTest
    @Outcome(id = "true, answer", expect = ACCEPTABLE, desc = "the answer won")
    @Outcome(id = "false, Timeout", expect = ACCEPTABLE, desc = "the clock won")
    @Outcome(expect = FORBIDDEN, desc = "both, or neither, or not what the answerer was told")
    @State
    public static class AnswerWhileTimeIsOver {
        private final StageSlot<String> slot = new StageSlot<>(SYSTEM, LIMIT, TARGET, new Question<>());
        private final StillEnvironment.Alarm alarm;

        public AnswerWhileTimeIsOver() {
            slot.arm();
            alarm = Objects.requireNonNull(STILL.alarm());
        }

        @Actor
        public void answerer(ZL_Result result) {
            result.r1 = slot.complete(ANSWER);
        }

        @Actor
        public void timer() {
            alarm.fire();
        }

        @Arbiter
        public void asker(ZL_Result result) {
            slot.stage().whenComplete((value, failure) -> {
                result.r2 = failure instanceof AskException failed ? nameOf(failed) : value;
            });
        }
    }

    /** Two answers to one request: one is taken, and the sender of the other is told. */
    @JCStressTest
    @Outcome(
            id = {"true, 1", "false, 2"},
            expect = ACCEPTABLE,
            desc = "one of them")
    @Outcome(expect = FORBIDDEN, desc = "both or none, or the one that was refused")
    @State
    public static class TwoAnswers {
        private final StageSlot<Integer> slot = new StageSlot<>(SYSTEM, LIMIT, TARGET, new Question<>());
        private volatile boolean second;

        @Actor
        public void one(ZI_Result result) {
            result.r1 = slot.complete(new Result.Ok<>(1));
        }

        @Actor
        public void other() {
            second = slot.complete(new Result.Ok<>(2));
        }

        @Arbiter
        public void asker(ZI_Result result) {
            boolean oneWasTaken = result.r1 != second;
            slot.stage().whenComplete((value, failure) -> result.r2 = oneWasTaken ? value : -1);
        }
    }

    /** The answer comes while the alarm is set: the alarm does not stay behind. */
    @JCStressTest
    @Outcome(id = "true", expect = ACCEPTABLE, desc = "cancelled")
    @Outcome(id = "false", expect = FORBIDDEN, desc = "stays until the limit is over")
    @State
    public static class AnswerWhileArming {
        private final StageSlot<String> slot = new StageSlot<>(SYSTEM, LIMIT, TARGET, new Question<>());
        private volatile StillEnvironment.@Nullable Alarm alarm;

        @Actor
        public void asker() {
            slot.arm();
            alarm = STILL.alarm();
        }

        @Actor
        public void answerer() {
            slot.complete(ANSWER);
        }

        @Arbiter
        public void after(Z_Result result) {
            result.r1 = Objects.requireNonNull(alarm).isCancelled();
        }
    }

    /** The answer comes while somebody asks for a clean-up after it. */
    @JCStressTest
    @Outcome(
            id = {"1", "2"},
            expect = ACCEPTABLE,
            desc = "cleaned up; twice is allowed")
    @Outcome(id = "0", expect = FORBIDDEN, desc = "never cleaned up")
    @State
    public static class AnswerWhileAskingForCleanUp {
        private final StageSlot<String> slot = new StageSlot<>(SYSTEM, LIMIT, TARGET, new Question<>());
        private final AtomicInteger cleaned = new AtomicInteger();

        @Actor
        public void keeper() {
            slot.onceDone(cleaned::incrementAndGet);
        }

        @Actor
        public void answerer() {
            slot.complete(ANSWER);
        }

        @Arbiter
        public void after(I_Result result) {
            result.r1 = cleaned.get();
        }
    }

    /** A thread that asks in blocking manner; its slot belongs to it, so it is made there. */
    private static final class Asker {
        private static final SystemAccess BLOCKING = system(new JvmEnvironment());
        private static final MessageRef<?> ASKED = (MessageRef<?>) BLOCKING.spawn(() -> (message, ctx) -> {});

        private volatile @Nullable BlockingSlot<String> slot;
        private volatile @Nullable Thread thread;
        private volatile boolean missed;
        private volatile boolean over;

        String ask(boolean interrupted) {
            Permit.drop();
            thread = Thread.currentThread();
            BlockingSlot<String> own = new BlockingSlot<>(BLOCKING, LIMIT);
            slot = own;
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            try {
                String answer = own.await(ASKED, new Question<>());
                return missed ? "missed" : answer;
            } catch (AskException failed) {
                return nameOf(failed);
            } finally {
                over = true;
                Thread.interrupted();
            }
        }

        boolean answer() {
            BlockingSlot<String> theirs = slot;
            while (theirs == null) {
                Thread.onSpinWait();
                theirs = slot;
            }
            return theirs.complete(ANSWER);
        }

        /** Gets an asker that has missed its answer out of its wait. */
        void awaitEnd() {
            long startNanos = System.nanoTime();
            while (!over) {
                if (!missed && System.nanoTime() - startNanos >= Patience.limitNanos()) {
                    Patience.ends();
                    missed = true;
                    LockSupport.unpark(thread);
                }
                Thread.onSpinWait();
            }
        }
    }

    /** The answer comes while the asker lies down to wait. */
    @JCStressTest
    @Outcome(id = "answer, true", expect = ACCEPTABLE, desc = "seen")
    @Outcome(expect = FORBIDDEN, desc = "missed, or not what was answered")
    @State
    public static class AnswerWhileLyingDown {
        private final Asker asker = new Asker();

        @Actor
        public void asker(LZ_Result result) {
            result.r1 = asker.ask(false);
        }

        @Actor
        public void answerer(LZ_Result result) {
            result.r2 = asker.answer();
            asker.awaitEnd();
        }
    }

    /** The answer comes while the asker is interrupted: one of the two wins, and the answerer knows which. */
    @JCStressTest
    @Outcome(id = "answer, true", expect = ACCEPTABLE, desc = "the answer won")
    @Outcome(id = "Refused, false", expect = ACCEPTABLE, desc = "the interrupt won")
    @Outcome(expect = FORBIDDEN, desc = "both, or neither")
    @State
    public static class AnswerWhileInterrupted {
        private final Asker asker = new Asker();

        @Actor
        public void asker(LZ_Result result) {
            result.r1 = asker.ask(true);
        }

        @Actor
        public void answerer(LZ_Result result) {
            result.r2 = asker.answer();
        }
    }
}
