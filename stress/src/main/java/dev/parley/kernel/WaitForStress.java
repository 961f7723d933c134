package dev.parley.kernel;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.parley.ActorContext;
import dev.parley.Result;
import dev.parley.SupervisorStrategy;
import dev.parley.SystemConfig;
import dev.parley.spi.Asker;
import dev.parley.spi.ReplySlot;
import dev.parley.spi.WaitForGraph;
import dev.parley.stress.StillEnvironment;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;
import org.openjdk.jcstress.infra.results.Z_Result;

/** Actors that begin to wait for each other at the same time, on the {@link WaitForGraph} of whole cells. */
public final class WaitForStress {
    private static final LocalSystem SYSTEM = LocalSystem.start(SystemConfig.defaults(), new StillEnvironment());

    private WaitForStress() {}

    private static Cell cell() {
        return new Cell(
                SYSTEM, SYSTEM.user(), Birth.unnamed(SYSTEM, () -> (message, ctx) -> {}, SupervisorStrategy.stop()));
    }

    /** The request of a blocked actor. */
    private static final class Slot extends ReplySlot {
        private final Cell asker;

        Slot(Cell asker) {
            super(NO_DEADLINE);
            this.asker = asker;
        }

        /** As a blocking ask does it, up to the wait. */
        void send(Cell target) {
            asker.waitFor(this);
            target.accept(Envelope.of("request", this), this);
        }

        @Override
        public @Nullable Asker asker() {
            return asker;
        }

        @Override
        protected void settle(Result<?> result) {}
    }

    /** Two that ask each other: one of them hears of it at least. */
    @JCStressTest
    @Outcome(id = "true, false", expect = ACCEPTABLE, desc = "the first sees the cycle")
    @Outcome(id = "false, true", expect = ACCEPTABLE, desc = "the second sees it")
    @Outcome(id = "true, true", expect = ACCEPTABLE, desc = "both see it")
    @Outcome(expect = FORBIDDEN, desc = "they wait for each other")
    @State
    public static class Crosswise {
        private final Cell left = cell();
        private final Cell right = cell();
        private final Slot ofLeft = new Slot(left);
        private final Slot ofRight = new Slot(right);

        @Actor
        public void left() {
            ofLeft.send(right);
        }

        @Actor
        public void right() {
            ofRight.send(left);
        }

        @Arbiter
        public void after(ZZ_Result result) {
            result.r1 = ofLeft.isDone();
            result.r2 = ofRight.isDone();
        }
    }

    /** Three in a ring, of which one waits already; a third thread would run only where there are three cores. */
    @JCStressTest
    @Outcome(id = "false, false", expect = FORBIDDEN, desc = "they wait for each other")
    @Outcome(expect = ACCEPTABLE, desc = "the second sees the ring, or the third, or both")
    @State
    public static class Ring {
        private final Cell first = cell();
        private final Cell second = cell();
        private final Cell third = cell();
        private final Slot ofSecond = new Slot(second);
        private final Slot ofThird = new Slot(third);

        public Ring() {
            new Slot(first).send(second);
        }

        @Actor
        public void second() {
            ofSecond.send(third);
        }

        @Actor
        public void third() {
            ofThird.send(first);
        }

        @Arbiter
        public void after(ZZ_Result result) {
            result.r1 = ofSecond.isDone();
            result.r2 = ofThird.isDone();
        }
    }

    /** A cell that has started, with a child which the test never runs. */
    private static Cell started() {
        Cell cell =
                new Cell(SYSTEM, SYSTEM.user(), Birth.unnamed(SYSTEM, () -> new Spawning(), SupervisorStrategy.stop()));
        cell.start();
        cell.run();
        return cell;
    }

    private static final class Spawning implements dev.parley.Actor<Object> {
        @Override
        public void onStart(ActorContext<Object> ctx) {
            ctx.spawn("child", () -> (message, context) -> {});
        }

        @Override
        public void onMessage(Object message, ActorContext<Object> ctx) {}
    }

    private static Cell childOf(Cell parent) {
        Family family = Objects.requireNonNull(parent.life().familyIfAny());
        return (Cell) family.children().all().getFirst();
    }

    /** A child asks its parent, which begins to wait for that child's end meanwhile: one of them sees it. */
    @JCStressTest
    @Outcome(id = "true", expect = ACCEPTABLE, desc = "the child hears of it")
    @Outcome(expect = FORBIDDEN, desc = "they wait for each other")
    @State
    public static class ChildAsksParentThatStops {
        private final Cell parent = started();
        private final Slot ofChild = new Slot(childOf(parent));

        public ChildAsksParentThatStops() {
            parent.command(new Command.Stop());
        }

        @Actor
        public void child() {
            ofChild.send(parent);
        }

        @Actor
        public void parent() {
            parent.run();
        }

        @Arbiter
        public void after(Z_Result result) {
            result.r1 = ofChild.isDone();
        }
    }

    /** One asks another, whose handler forwards that request to a third, which asks the first meanwhile. */
    @JCStressTest
    @Outcome(id = "true", expect = ACCEPTABLE, desc = "whoever came last sees the cycle")
    @Outcome(expect = FORBIDDEN, desc = "they wait for each other")
    @State
    public static class Forwarded {
        private final Cell first = cell();
        private final Cell third = cell();
        private final Slot ofFirst = new Slot(first);
        private final Slot ofThird = new Slot(third);

        public Forwarded() {
            ofFirst.send(cell());
        }

        @Actor
        public void second() {
            ofFirst.heldBy(null);
            third.accept(Envelope.of("request", ofFirst), ofFirst);
        }

        @Actor
        public void third() {
            ofThird.send(first);
        }

        @Arbiter
        public void after(Z_Result result) {
            result.r1 = ofFirst.isDone() || ofThird.isDone();
        }
    }

    /** An answer comes while the actor that gave it begins to ask back: there is no cycle any more. */
    @JCStressTest
    @Outcome(id = "false", expect = ACCEPTABLE, desc = "the answered request is no edge")
    @Outcome(expect = FORBIDDEN, desc = "a cycle that never was")
    @State
    public static class AnsweredFirst {
        private final Cell left = cell();
        private final Cell right = cell();
        private final Slot ofLeft = new Slot(left);
        private final Slot ofRight = new Slot(right);

        public AnsweredFirst() {
            ofLeft.send(right);
        }

        @Actor
        public void right() {
            ofLeft.complete(new Result.Ok<>("answer"));
            ofRight.send(left);
        }

        @Actor
        public void left() {
            if (ofLeft.isDone()) {
                left.waitFor(null);
            }
        }

        @Arbiter
        public void after(Z_Result result) {
            result.r1 = ofRight.isDone();
        }
    }
}
