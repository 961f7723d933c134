package dev.parley.bench;

import dev.parley.ActorRef;
import dev.parley.ActorSystem;
import dev.parley.Request;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One system with everything on that users have on: bounds, counters, supervision, the default dispatcher. The receiver
 * counts every message; an invocation ends when the last one was handled.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class LocalBenchmark {
    /** Below the bound of a mailbox, so that none is refused. */
    private static final int MESSAGES = 50_000;

    private ActorSystem system = ActorSystem.start("bench");
    private ActorRef<Cmd> counter = counter();

    sealed interface Cmd {}

    record Tick(CountDownLatch left) implements Cmd {}

    record Ask() implements Cmd, Request<Cmd, Integer> {}

    /** A fresh system for each trial. */
    @Setup
    public void start() {
        system.close();
        system = ActorSystem.start("bench");
        counter = counter();
    }

    private ActorRef<Cmd> counter() {
        return system.spawn("counter", () -> (message, ctx) -> {
            switch (message) {
                case Tick(CountDownLatch left) -> left.countDown();
                case Ask ask -> ctx.reply(ask, 1);
            }
        });
    }

    /** Ends it. */
    @TearDown
    public void stop() {
        system.close();
    }

    /** From one thread to one actor. */
    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public void tell() throws InterruptedException {
        CountDownLatch left = new CountDownLatch(MESSAGES);
        Tick tick = new Tick(left);
        for (int i = 0; i < MESSAGES; i++) {
            counter.tell(tick);
        }
        left.await();
    }

    /** One request in flight, from a platform thread. */
    @Benchmark
    public Integer ask() {
        return counter.ask(new Ask());
    }
}
