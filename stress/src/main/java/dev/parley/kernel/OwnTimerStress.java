package dev.parley.kernel;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.parley.SupervisorStrategy;
import dev.parley.SystemConfig;
import dev.parley.stress.StillEnvironment;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IZ_Result;

/** An actor that cancels its timer against the thread on which it fires. */
public final class OwnTimerStress {
    private static final long PERIOD_NANOS = 1_000;
    private static final StillEnvironment STILL = new StillEnvironment();
    private static final LocalSystem SYSTEM = LocalSystem.start(SystemConfig.defaults(), STILL);

    private OwnTimerStress() {}

    /** No tick is handled after cancel has returned, and no alarm is left that would bring the next. */
    @JCStressTest
    @Outcome(id = "0, true", expect = ACCEPTABLE, desc = "silent, and nothing is left behind")
    @Outcome(id = "0, false", expect = FORBIDDEN, desc = "an alarm goes on for ever")
    @Outcome(expect = FORBIDDEN, desc = "a tick was handled after cancel returned")
    @State
    public static class CancelWhileFiring {
        private final Cell cell;
        private final OwnTimer timer;
        private final StillEnvironment.Alarm first;
        private volatile StillEnvironment.@Nullable Alarm second;
        private volatile boolean scheduled;
        private int handled; // by the thread that runs the cell

        /** The actor is about to start; its timer is due. */
        public CancelWhileFiring() {
            cell = new Cell(
                    SYSTEM,
                    SYSTEM.user(),
                    Birth.unnamed(SYSTEM, () -> (message, ctx) -> handled++, SupervisorStrategy.stop()));
            cell.start();
            Openings openings = new Openings(1);
            timer = new OwnTimer(cell, openings, PERIOD_NANOS, "tick");
            openings.add(timer);
            timer.start(PERIOD_NANOS);
            first = Objects.requireNonNull(STILL.alarm());
            STILL.batches();
        }

        @Actor
        public void dispatcher() {
            first.fire();
            second = STILL.alarm();
            scheduled = STILL.batches() > 0;
        }

        @Actor
        public void batch() {
            timer.cancel();
            cell.run();
        }

        @Arbiter
        public void nextBatch(IZ_Result result) {
            if (scheduled) {
                cell.run();
            }
            result.r1 = handled;
            result.r2 = second == null ? first.isCancelled() : second.isCancelled();
        }
    }
}
