package dev.parley.kernel;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.ZI_Result;

/** Senders of commands against the batch that serves them. */
public final class CommandLaneStress {
    private CommandLaneStress() {}

    private static Command command() {
        return new Command.PauseOver();
    }

    private static int serve(CommandLane lane) {
        int served = 0;
        while (lane.poll() != null) {
            served++;
        }
        return served;
    }

    /** A command that is sent while the actor ends is served, or is left over, or its sender is told. */
    @JCStressTest
    @Outcome(id = "true, 2", expect = ACCEPTABLE, desc = "served or left over")
    @Outcome(id = "false, 1", expect = ACCEPTABLE, desc = "too late")
    @Outcome(expect = FORBIDDEN, desc = "lost without a word, or both too late and served")
    @State
    public static class CommandWhileClosing {
        private final CommandLane lane = new CommandLane();

        public CommandWhileClosing() {
            lane.push(command());
        }

        @Actor
        public void sender(ZI_Result result) {
            result.r1 = lane.push(command());
        }

        @Actor
        public void batch(ZI_Result result) {
            int served = serve(lane);
            result.r2 = served + lane.close().size();
        }
    }

    /** Commands that are sent while others are taken are served once. */
    @JCStressTest
    @Outcome(
            id = {"1, 2", "2, 1", "3, 0"},
            expect = ACCEPTABLE,
            desc = "each is served")
    @Outcome(expect = FORBIDDEN, desc = "lost or served twice")
    @State
    public static class CommandsWhileServing {
        private final CommandLane lane = new CommandLane();

        public CommandsWhileServing() {
            lane.push(command());
        }

        @Actor
        public void sender() {
            lane.push(command());
            lane.push(command());
        }

        @Actor
        public void batch(II_Result result) {
            result.r1 = serve(lane);
        }

        @Arbiter
        public void nextBatch(II_Result result) {
            result.r2 = serve(lane);
        }
    }
}
