package dev.parley.jvm;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.parley.stress.Patience;
import dev.parley.stress.Permit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZIZ_Result;
import org.openjdk.jcstress.infra.results.ZI_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;
import org.openjdk.jcstress.infra.results.Z_Result;

/** Who sets and cancels alarms against the timer thread. */
public final class AlarmStress {
    private AlarmStress() {}

    private enum Task implements Runnable {
        TASK;

        @Override
        public void run() {}
    }

    /** The timer thread, with the inbox that rouses it. */
    private static final class Sleeper {
        private volatile @Nullable TimerInbox inbox;

        /** The timer thread falls asleep: whether nobody has roused it in all that time. */
        boolean sleepsThrough() {
            Permit.drop();
            TimerInbox own = new TimerInbox(Thread.currentThread());
            inbox = own;
            long sleepNanos = Patience.limitNanos();
            long startNanos = System.nanoTime();
            own.sleep(0, sleepNanos);
            boolean slept = System.nanoTime() - startNanos >= sleepNanos;
            if (slept) {
                Patience.ends();
            }
            return slept;
        }

        /** For others, as soon as there is one. */
        TimerInbox inbox() {
            TimerInbox known = inbox;
            while (known == null) {
                Thread.onSpinWait();
                known = inbox;
            }
            return known;
        }
    }

    private static int count(@Nullable Alarm first) {
        int count = 0;
        for (Alarm alarm = first; alarm != null; alarm = alarm.below) {
            count++;
        }
        return count;
    }

    /** An alarm is cancelled when it is due: its task is handed over, or it comes back to be unlinked. */
    @JCStressTest
    @Outcome(id = "true, false", expect = ACCEPTABLE, desc = "handed over")
    @Outcome(id = "false, true", expect = ACCEPTABLE, desc = "cancelled, to be unlinked")
    @Outcome(expect = FORBIDDEN, desc = "both, or neither")
    @State
    public static class CancelWhileDue {
        private final TimerInbox inbox = new TimerInbox(Thread.currentThread());
        private final Alarm alarm = new Alarm(inbox, 1, Task.TASK);

        public CancelWhileDue() {
            alarm.arm();
        }

        @Actor
        public void timer(ZZ_Result result) {
            result.r1 = alarm.end() == Task.TASK;
        }

        @Actor
        public void owner() {
            alarm.cancel();
        }

        @Arbiter
        public void after(ZZ_Result result) {
            result.r2 = inbox.takeAll() == alarm;
        }
    }

    /** An alarm is cancelled while the timer thread takes it in: it is in the inbox once at most, and never fires. */
    @JCStressTest
    @Outcome(id = "false, 0, false", expect = ACCEPTABLE, desc = "cancelled first, and left out of the wheel")
    @Outcome(id = "true, 1, false", expect = ACCEPTABLE, desc = "taken first, and back to be unlinked")
    @Outcome(expect = FORBIDDEN, desc = "left in the wheel, or unlinked twice, or it fires")
    @State
    public static class CancelWhileTaken {
        private final TimerInbox inbox = new TimerInbox(Thread.currentThread());
        private final Alarm alarm = new Alarm(inbox, 1, Task.TASK);

        public CancelWhileTaken() {
            inbox.push(alarm);
        }

        @Actor
        public void timer(ZIZ_Result result) {
            Alarm taken = Objects.requireNonNull(inbox.takeAll());
            taken.below = null;
            result.r1 = taken.arm();
        }

        @Actor
        public void owner() {
            alarm.cancel();
        }

        @Arbiter
        public void after(ZIZ_Result result) {
            result.r2 = count(inbox.takeAll());
            result.r3 = alarm.end() != null;
        }
    }

    /** An alarm is set while the timer thread falls asleep for longer: it is seen, or rouses the thread. */
    @JCStressTest
    @Outcome(id = "false", expect = ACCEPTABLE, desc = "awake in time")
    @Outcome(id = "true", expect = FORBIDDEN, desc = "slept through the alarm")
    @State
    public static class SetWhileFallingAsleep {
        private final Sleeper sleeper = new Sleeper();

        @Actor
        public void timer(Z_Result result) {
            result.r1 = sleeper.sleepsThrough();
        }

        @Actor
        public void owner() {
            TimerInbox theirs = sleeper.inbox();
            theirs.push(new Alarm(theirs, 1, Task.TASK));
        }
    }

    /** The same with one that somebody awaits. */
    @JCStressTest
    @Outcome(id = "false", expect = ACCEPTABLE, desc = "awake in time")
    @Outcome(id = "true", expect = FORBIDDEN, desc = "slept through the alarm")
    @State
    public static class AwaitedWhileFallingAsleep {
        private final Sleeper sleeper = new Sleeper();

        @Actor
        public void timer(Z_Result result) {
            result.r1 = sleeper.sleepsThrough();
        }

        @Actor
        public void owner() {
            TimerInbox theirs = sleeper.inbox();
            theirs.pushAwaited(new Alarm(theirs, 1, Task.TASK));
        }
    }

    /**
     * An awaited alarm is set while the timer thread takes what is due: it is taken, or the thread knows that it must
     * look again by then.
     */
    @JCStressTest
    @Outcome(id = "true, false", expect = ACCEPTABLE, desc = "taken")
    @Outcome(id = "false, true", expect = ACCEPTABLE, desc = "not yet, and known")
    @Outcome(id = "true, true", expect = ACCEPTABLE, desc = "taken, and looked for once in vain")
    @Outcome(expect = FORBIDDEN, desc = "in the table, and nobody will look")
    @State
    public static class AwaitedWhileOthersAreTaken {
        private static final long DUE_NANOS = 1;

        private final TimerInbox inbox = new TimerInbox(Thread.currentThread());
        private final AlarmTable table = new AlarmTable();
        private final Alarm alarm = new Alarm(inbox, DUE_NANOS, Task.TASK);
        private boolean taken;

        public AwaitedWhileOthersAreTaken() {
            table.put(new Alarm(inbox, DUE_NANOS, Task.TASK));
        }

        @Actor
        public void timer() {
            table.takeDue(DUE_NANOS, due -> taken |= due.equals(alarm));
        }

        @Actor
        public void owner() {
            table.put(alarm);
        }

        @Arbiter
        public void after(ZZ_Result result) {
            result.r1 = taken;
            result.r2 = table.earliestNanos() == DUE_NANOS;
        }
    }

    /** An awaited alarm is cancelled while the timer thread takes it: its task runs, or it is out of all. */
    @JCStressTest
    @Outcome(id = "true, 0", expect = ACCEPTABLE, desc = "taken and due")
    @Outcome(id = "false, 0", expect = ACCEPTABLE, desc = "cancelled before it was taken")
    @Outcome(id = "false, 1", expect = ACCEPTABLE, desc = "taken first, and back to be unlinked")
    @Outcome(expect = FORBIDDEN, desc = "cancelled and due")
    @State
    public static class AwaitedCancelledWhileTaken {
        private final TimerInbox inbox = new TimerInbox(Thread.currentThread());
        private final Alarm alarm = new Alarm(inbox, 1, Task.TASK);

        public AwaitedCancelledWhileTaken() {
            inbox.pushAwaited(alarm);
        }

        @Actor
        public void timer(ZI_Result result) {
            inbox.takeDue(1, due -> result.r1 = due.arm() && due.end() != null);
        }

        @Actor
        public void owner() {
            alarm.cancel();
        }

        @Arbiter
        public void after(ZI_Result result) {
            result.r2 = count(inbox.takeAll());
        }
    }
}
