package dev.parley.kernel;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LI_Result;
import org.openjdk.jcstress.infra.results.LLI_Result;
import org.openjdk.jcstress.infra.results.LL_Result;
import org.openjdk.jcstress.infra.results.ZL_Result;

/** Senders against the batch that serves them, over the one word of a {@link Mailbox}. */
public final class MailboxStress {
    private static final int UNBOUNDED = Integer.MAX_VALUE;

    private MailboxStress() {}

    private static Envelope message() {
        return new Envelope("message");
    }

    /** A mailbox whose cell is scheduled by one message. */
    private static Mailbox holdingOne() {
        Mailbox mailbox = new Mailbox();
        mailbox.push(message(), UNBOUNDED);
        return mailbox;
    }

    /** What a batch does; gives how many messages it served. */
    private static int serveUntilIdle(Mailbox mailbox) {
        int served = 0;
        do {
            served += serve(mailbox);
        } while (!mailbox.tryIdle());
        return served;
    }

    private static int serve(Mailbox mailbox) {
        int served = 0;
        for (Envelope next = mailbox.take(mailbox.newest()); next != null; next = next.newer()) {
            mailbox.release(next.depth);
            served++;
        }
        return served;
    }

    /** A message that is sent while the cell falls idle is served by this batch, or its sender schedules the next. */
    @JCStressTest
    @Outcome(id = "QUEUED, 2", expect = ACCEPTABLE, desc = "served by the running batch")
    @Outcome(id = "SCHEDULE, 1", expect = ACCEPTABLE, desc = "left for the batch that its sender schedules")
    @Outcome(expect = FORBIDDEN, desc = "a lost wake-up, or two batches at once")
    @State
    public static class SendWhileFallingIdle {
        private final Mailbox mailbox = holdingOne();

        @Actor
        public void sender(LI_Result result) {
            result.r1 = mailbox.push(message(), UNBOUNDED);
        }

        @Actor
        public void batch(LI_Result result) {
            result.r2 = serveUntilIdle(mailbox);
        }
    }

    /** Two senders to an idle cell: one of them schedules it, and both messages are there. */
    @JCStressTest
    @Outcome(
            id = {"SCHEDULE, QUEUED, 2", "QUEUED, SCHEDULE, 2"},
            expect = ACCEPTABLE,
            desc = "one schedules")
    @Outcome(expect = FORBIDDEN, desc = "a lost message, no batch, or two at once")
    @State
    public static class TwoSendToIdle {
        private final Mailbox mailbox = new Mailbox();

        @Actor
        public void one(LLI_Result result) {
            result.r1 = mailbox.push(message(), UNBOUNDED);
        }

        @Actor
        public void other(LLI_Result result) {
            result.r2 = mailbox.push(message(), UNBOUNDED);
        }

        @Arbiter
        public void batch(LLI_Result result) {
            result.r3 = serveUntilIdle(mailbox);
        }
    }

    /** A message and a command's wake-up find a cell idle: one of the two schedules it. */
    @JCStressTest
    @Outcome(id = "true, QUEUED", expect = ACCEPTABLE, desc = "the command schedules")
    @Outcome(id = "false, SCHEDULE", expect = ACCEPTABLE, desc = "the message schedules")
    @Outcome(expect = FORBIDDEN, desc = "no batch, or two at once")
    @State
    public static class SendAndWakeIdle {
        private final Mailbox mailbox = new Mailbox();

        @Actor
        public void commander(ZL_Result result) {
            result.r1 = mailbox.wake();
        }

        @Actor
        public void sender(ZL_Result result) {
            result.r2 = mailbox.push(message(), UNBOUNDED);
        }
    }

    /** A message is sent to a cell that was woken without one, while its batch falls idle. */
    @JCStressTest
    @Outcome(id = "QUEUED, 1", expect = ACCEPTABLE, desc = "served by the running batch")
    @Outcome(id = "SCHEDULE, 0", expect = ACCEPTABLE, desc = "left for the batch that its sender schedules")
    @Outcome(expect = FORBIDDEN, desc = "a lost wake-up, or two batches at once")
    @State
    public static class SendWhileWoken {
        private final Mailbox mailbox = Mailbox.scheduled();

        @Actor
        public void sender(LI_Result result) {
            result.r1 = mailbox.push(message(), UNBOUNDED);
        }

        @Actor
        public void batch(LI_Result result) {
            result.r2 = serveUntilIdle(mailbox);
        }
    }

    /** Two senders meet one free place. */
    @JCStressTest
    @Outcome(
            id = {"QUEUED, FULL", "FULL, QUEUED"},
            expect = ACCEPTABLE,
            desc = "one is refused")
    @Outcome(expect = FORBIDDEN, desc = "the bound was passed, or a free place refused")
    @State
    public static class TwoSendToTheLastPlace {
        private static final int BOUND = 2;

        private final Mailbox mailbox = holdingOne();

        @Actor
        public void one(LL_Result result) {
            result.r1 = mailbox.push(message(), BOUND);
        }

        @Actor
        public void other(LL_Result result) {
            result.r2 = mailbox.push(message(), BOUND);
        }
    }

    /** A full mailbox from which the batch takes one message has room for one more, not for two. */
    @JCStressTest
    @Outcome(id = "FULL, FULL", expect = ACCEPTABLE, desc = "sent before there was room")
    @Outcome(id = "FULL, QUEUED", expect = ACCEPTABLE, desc = "room for the second")
    @Outcome(id = "QUEUED, FULL", expect = ACCEPTABLE, desc = "room for the first")
    @Outcome(expect = FORBIDDEN, desc = "the bound was passed")
    @State
    public static class SendWhileFull {
        private static final int BOUND = 1;

        private final Mailbox mailbox = holdingOne();

        @Actor
        public void sender(LL_Result result) {
            result.r1 = mailbox.push(message(), BOUND);
            result.r2 = mailbox.push(message(), BOUND);
        }

        @Actor
        public void batch() {
            serve(mailbox);
        }
    }

    /** A message that is sent while the actor ends is among its remains, or its sender is told. */
    @JCStressTest
    @Outcome(id = "QUEUED, 2", expect = ACCEPTABLE, desc = "among the remains")
    @Outcome(id = "CLOSED, 1", expect = ACCEPTABLE, desc = "refused")
    @Outcome(expect = FORBIDDEN, desc = "lost without a word, or both refused and left")
    @State
    public static class SendWhileClosing {
        private final Mailbox mailbox = holdingOne();

        @Actor
        public void sender(LI_Result result) {
            result.r1 = mailbox.push(message(), UNBOUNDED);
        }

        @Actor
        public void batch(LI_Result result) {
            result.r2 = mailbox.close().size();
        }
    }
}
