package dev.parley.kernel;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a message costs in a mailbox when nobody else touches it: envelope, push, take. What contention adds is
 * seen by {@code parley bench local}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class MailboxBenchmark {
    private static final int MESSAGES = 256;
    private static final int BOUND = 100_000;
    private static final Object MESSAGE = new Object();

    private Mailbox mailbox = new Mailbox();

    /** A fresh one for each trial. */
    @Setup(Level.Trial)
    public void open() {
        mailbox = new Mailbox();
    }

    /** A message into an idle mailbox, out of it, and idle again. */
    @Benchmark
    public boolean oneByOne() {
        mailbox.push(new Envelope(MESSAGE), BOUND);
        take(1);
        return mailbox.tryIdle();
    }

    /** A whole batch in, then out. */
    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public boolean inBatches() {
        for (int i = 0; i < MESSAGES; i++) {
            mailbox.push(new Envelope(MESSAGE), BOUND);
        }
        take(MESSAGES);
        return mailbox.tryIdle();
    }

    private void take(int messages) {
        int taken = 0;
        @Nullable Envelope rest = mailbox.take(mailbox.newest());
        while (rest != null) {
            Envelope last = rest;
            rest = last.unlink();
            taken++;
            if (rest == null) {
                mailbox.release(last.depth);
            }
        }
        if (taken != messages) {
            throw new IllegalStateException(messages + " messages were sent, " + taken + " came");
        }
    }
}
