package dev.parley.kernel;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.parley.ActorAddress;
import dev.parley.ActorContext;
import dev.parley.SupervisorStrategy;
import dev.parley.SystemConfig;
import dev.parley.Terminated;
import dev.parley.spi.MessageRef;
import dev.parley.spi.Watcher;
import dev.parley.stress.StillEnvironment;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIZ_Result;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.IZ_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/** Senders of commands against the batch of a whole {@link Cell} that stops looking, or ends. */
public final class CellStress {
    private static final StillEnvironment STILL = new StillEnvironment();
    private static final LocalSystem SYSTEM = LocalSystem.start(SystemConfig.defaults(), STILL);

    private CellStress() {}

    /** Ends only by command, and has a child which the test never runs. */
    private static final class Parent implements dev.parley.Actor<Object> {
        @Override
        public void onStart(ActorContext<Object> ctx) {
            ctx.spawn("child", () -> (message, context) -> {});
        }

        @Override
        public void onMessage(Object message, ActorContext<Object> ctx) {}
    }

    /** Another one that counts into the same number; no record of equal parts, which would be the same watcher. */
    private record Second(Counting counting) implements Watcher {
        @Override
        public void terminated(MessageRef<?> target, Terminated.Reason reason) {
            counting.terminated(target, reason);
        }

        @Override
        public ActorAddress address() {
            return counting.address();
        }
    }

    private record Counting(AtomicInteger told) implements Watcher {
        @Override
        public void terminated(MessageRef<?> target, Terminated.Reason reason) {
            told.incrementAndGet();
        }

        @Override
        public ActorAddress address() {
            return new ActorAddress(SYSTEM.bridge().self(), "", 0);
        }
    }

    /** A cell that has started and lies idle. */
    private static Cell idle(dev.parley.Actor<Object> actor) {
        Cell cell = new Cell(SYSTEM, SYSTEM.user(), Birth.unnamed(SYSTEM, () -> actor, SupervisorStrategy.stop()));
        cell.start();
        cell.run();
        STILL.batches();
        return cell;
    }

    /** A command that is sent while the cell falls idle is served by this batch, or by one that somebody schedules. */
    @JCStressTest
    @Outcome(id = "0, 0, true", expect = ACCEPTABLE, desc = "served by the running batch")
    @Outcome(id = "1, 0, false", expect = ACCEPTABLE, desc = "left for the batch that its sender schedules")
    @Outcome(expect = FORBIDDEN, desc = "a lost wake-up, or two batches at once")
    @State
    public static class CommandWhileFallingIdle {
        private final Cell cell = idle((message, ctx) -> {});

        public CommandWhileFallingIdle() {
            cell.mailbox().wake();
        }

        @Actor
        public void sender(IIZ_Result result) {
            cell.command(new Command.Stop());
            result.r1 = STILL.batches();
        }

        @Actor
        public void batch(IIZ_Result result) {
            cell.run();
            result.r2 = STILL.batches();
        }

        @Arbiter
        public void after(IIZ_Result result) {
            result.r3 = cell.hasEnded();
        }
    }

    /** The end of the last child is sent while its parent falls dormant: it is served now, or wakes the parent. */
    @JCStressTest
    @Outcome(id = "0, 0, true", expect = ACCEPTABLE, desc = "served by the running batch")
    @Outcome(id = "1, 0, false", expect = ACCEPTABLE, desc = "left for the batch that its sender schedules")
    @Outcome(expect = FORBIDDEN, desc = "a lost wake-up, or two batches at once")
    @State
    public static class CommandWhileFallingDormant {
        private final Cell cell = idle(new Parent());
        private final MessageRef<?> child = Objects.requireNonNull(cell.life().familyIfAny())
                .children()
                .all()
                .getFirst();

        public CommandWhileFallingDormant() {
            cell.command(new Command.Stop());
            STILL.batches();
        }

        @Actor
        public void sender(IIZ_Result result) {
            cell.childEnded(child, null);
            result.r1 = STILL.batches();
        }

        @Actor
        public void batch(IIZ_Result result) {
            cell.run();
            result.r2 = STILL.batches();
        }

        @Arbiter
        public void after(IIZ_Result result) {
            result.r3 = cell.hasEnded();
        }
    }

    /** Messages never wake a dormant cell: only the command for which it lies there does, once. */
    @JCStressTest
    @Outcome(id = "1, true", expect = ACCEPTABLE, desc = "the command alone wakes it")
    @Outcome(expect = FORBIDDEN, desc = "woken by a message, or not by the command")
    @State
    public static class MessageAndCommandToDormant {
        private final Cell cell = idle(new Parent());
        private final MessageRef<?> child = Objects.requireNonNull(cell.life().familyIfAny())
                .children()
                .all()
                .getFirst();
        private volatile int bySender;
        private volatile int byChild;

        public MessageAndCommandToDormant() {
            cell.command(new Command.Stop());
            cell.run();
            STILL.batches();
        }

        @Actor
        public void sender() {
            cell.inform(() -> "news");
            bySender = STILL.batches();
        }

        @Actor
        public void child() {
            cell.childEnded(child, null);
            byChild = STILL.batches();
        }

        @Arbiter
        public void batch(IZ_Result result) {
            result.r1 = byChild + 2 * bySender;
            cell.run();
            result.r2 = cell.hasEnded();
        }
    }

    /** A watch that is sent while the actor ends is told of that end once. */
    @JCStressTest
    @Outcome(id = "1", expect = ACCEPTABLE, desc = "told once")
    @Outcome(expect = FORBIDDEN, desc = "never told, or twice")
    @State
    public static class WatchWhileEnding {
        private final Cell cell = idle((message, ctx) -> {});
        private final Counting watcher = new Counting(new AtomicInteger());

        public WatchWhileEnding() {
            cell.command(new Command.Stop());
            STILL.batches();
        }

        @Actor
        public void watcher() {
            cell.command(new Command.AddWatcher(watcher));
        }

        @Actor
        public void batch() {
            cell.run();
        }

        @Arbiter
        public void after(I_Result result) {
            result.r1 = watcher.told().get();
        }
    }

    /** Two send the first commands that a cell ever gets: none is lost, and one of the two schedules the cell. */
    @JCStressTest
    @Outcome(id = "1, 2", expect = ACCEPTABLE, desc = "both are served by one batch")
    @Outcome(expect = FORBIDDEN, desc = "a lost command, no batch, or two at once")
    @State
    public static class TwoFirstCommands {
        private final Cell cell = idle((message, ctx) -> {});
        private final Counting watchers = new Counting(new AtomicInteger());
        private volatile int byOne;
        private volatile int byOther;

        @Actor
        public void one() {
            cell.command(new Command.AddWatcher(watchers));
            byOne = STILL.batches();
        }

        @Actor
        public void other() {
            cell.command(new Command.AddWatcher(new Second(watchers)));
            byOther = STILL.batches();
        }

        @Arbiter
        public void batch(II_Result result) {
            result.r1 = byOne + byOther;
            cell.run();
            cell.command(new Command.Stop());
            cell.run();
            STILL.batches();
            result.r2 = watchers.told().get();
        }
    }

    /** The first command that a cell ever gets is a watch, sent while the actor ends by itself. */
    @JCStressTest
    @Outcome(id = "1", expect = ACCEPTABLE, desc = "told once")
    @Outcome(expect = FORBIDDEN, desc = "never told, or twice")
    @State
    public static class FirstCommandWhileEnding {
        private final Cell cell = idle((message, ctx) -> ctx.stop());
        private final Counting watcher = new Counting(new AtomicInteger());

        public FirstCommandWhileEnding() {
            cell.accept(new Envelope("message"));
            STILL.batches();
        }

        @Actor
        public void watcher() {
            cell.command(new Command.AddWatcher(watcher));
        }

        @Actor
        public void batch() {
            cell.run();
        }

        @Arbiter
        public void after(I_Result result) {
            result.r1 = watcher.told().get();
        }
    }
}
