package dev.parley.kernel;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.parley.ActorContext;
import dev.parley.SupervisorStrategy;
import dev.parley.SystemConfig;
import dev.parley.spi.MessageRef;
import dev.parley.spi.Place;
import dev.parley.stress.StillEnvironment;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IZ_Result;
import org.openjdk.jcstress.infra.results.Z_Result;

/**
 * Batches of a {@link CellApart} that meet: its place runs at once whatever is handed over, also while the batch before
 * is about to end, and may run it twice.
 */
public final class CellApartStress {
    private static final StillEnvironment STILL = new StillEnvironment();
    private static final LocalSystem SYSTEM = LocalSystem.start(SystemConfig.defaults(), STILL);

    private CellApartStress() {}

    /** Counts what it handles, and sees whether two threads do so at once. Has a child which the test never runs. */
    private static final class Counting implements dev.parley.Actor<Object> {
        private final AtomicInteger inside = new AtomicInteger();
        private int handled; // no volatile: one batch sees what the one before wrote
        private volatile boolean overlapped;

        @Override
        public void onStart(ActorContext<Object> ctx) {
            ctx.spawn("child", () -> (message, context) -> {});
        }

        @Override
        public void onMessage(Object message, ActorContext<Object> ctx) {
            if (inside.getAndIncrement() != 0) {
                overlapped = true;
            }
            handled++;
            inside.decrementAndGet();
        }
    }

    /** A cell that has started and lies idle. */
    private static Cell idle(Counting actor) {
        Birth birth = Birth.unnamed(SYSTEM, () -> actor, SupervisorStrategy.stop());
        Birth apart = new Birth(
                birth.name(),
                birth.incarnation(),
                birth.factory(),
                birth.strategy(),
                birth.mailboxBound(),
                _ -> Place.amongOthers(STILL));
        Cell cell = Cell.of(SYSTEM, SYSTEM.user(), apart);
        cell.start();
        runAll(cell);
        return cell;
    }

    /** Does what the place does with what this thread handed over. */
    private static void runAll(Cell cell) {
        while (STILL.batches() > 0) {
            cell.run();
        }
    }

    /** A message that comes while the batch ends, and whose own batch may find that one running, is handled once. */
    @JCStressTest
    @Outcome(id = "2, false", expect = ACCEPTABLE, desc = "each is handled once, one after the other")
    @Outcome(expect = FORBIDDEN, desc = "a lost wake-up, or two batches at once")
    @State
    public static class MessageWhileFallingIdle {
        private final Counting actor = new Counting();
        private final Cell cell = idle(actor);

        public MessageWhileFallingIdle() {
            cell.accept(new Envelope("first"));
            STILL.batches();
        }

        @Actor
        public void sender() {
            cell.accept(new Envelope("second"));
            runAll(cell);
        }

        @Actor
        public void batch() {
            cell.run();
            runAll(cell);
        }

        @Arbiter
        public void after(IZ_Result result) {
            result.r1 = actor.handled;
            result.r2 = actor.overlapped;
        }
    }

    /** A batch that was handed over twice, because nobody could tell whether the first time had worked, runs once. */
    @JCStressTest
    @Outcome(id = "2, false", expect = ACCEPTABLE, desc = "each is handled once, one after the other")
    @Outcome(expect = FORBIDDEN, desc = "a lost message, or two batches at once")
    @State
    public static class HandedOverTwice {
        private final Counting actor = new Counting();
        private final Cell cell = idle(actor);

        public HandedOverTwice() {
            cell.accept(new Envelope("first"));
            cell.accept(new Envelope("second"));
            STILL.batches();
        }

        @Actor
        public void once() {
            cell.run();
            runAll(cell);
        }

        @Actor
        public void twice() {
            cell.run();
            runAll(cell);
        }

        @Arbiter
        public void after(IZ_Result result) {
            result.r1 = actor.handled;
            result.r2 = actor.overlapped;
        }
    }

    /** The end of the last child comes while its parent falls dormant: whichever batch serves it, the parent ends. */
    @JCStressTest
    @Outcome(id = "true", expect = ACCEPTABLE, desc = "served")
    @Outcome(expect = FORBIDDEN, desc = "a lost wake-up")
    @State
    public static class CommandWhileFallingDormant {
        private final Cell cell = idle(new Counting());
        private final MessageRef<?> child = Objects.requireNonNull(cell.life().familyIfAny())
                .children()
                .all()
                .getFirst();

        public CommandWhileFallingDormant() {
            cell.command(new Command.Stop());
            STILL.batches();
        }

        @Actor
        public void child() {
            cell.childEnded(child, null);
            runAll(cell);
        }

        @Actor
        public void batch() {
            cell.run();
            runAll(cell);
        }

        @Arbiter
        public void after(Z_Result result) {
            result.r1 = cell.hasEnded();
        }
    }
}
