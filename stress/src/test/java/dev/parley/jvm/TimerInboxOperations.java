package dev.parley.jvm;

import java.util.ArrayList;
import java.util.List;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;

/** A {@link TimerInbox}; whoever sets alarms against the thread that keeps them. */
@Param(name = "dueNanos", gen = IntGen.class, conf = "1:9")
public final class TimerInboxOperations {
    private final TimerInbox inbox = new TimerInbox(Thread.currentThread());

    /** Any thread. */
    @Operation
    public void push(int dueNanos) {
        inbox.push(new Alarm(inbox, dueNanos, () -> {}));
    }

    /** The keeper. */
    @Operation(nonParallelGroup = "keeper")
    public List<Long> takeAll() {
        List<Long> due = new ArrayList<>();
        for (Alarm alarm = inbox.takeAll(); alarm != null; alarm = alarm.below) {
            due.add(alarm.dueNanos());
        }
        return due;
    }
}
