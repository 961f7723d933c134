package dev.parley.checks.planted;

import java.io.File;
import java.io.IOException;
import java.net.Socket;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** One violation of the class-file gate in each method; never run, only compiled. */
public final class ReachesTheMachine {
    /** The methods in which the gate must find something: all but {@code harmless}. */
    public static final List<String> VIOLATIONS = List.of(
            "clock",
            "clockByReference",
            "wallClock",
            "thread",
            "pool",
            "async",
            "timedPark",
            "timedWait",
            "timedCondition",
            "timedDeque",
            "wallSource",
            "monitorWait",
            "random",
            "uuid",
            "unorderedSet",
            "unorderedMap",
            "identity",
            "parallel",
            "socket",
            "file");

    private ReachesTheMachine() {}

    static long clock() {
        return System.nanoTime();
    }

    static LongSupplier clockByReference() {
        return System::nanoTime;
    }

    static Instant wallClock() {
        return Instant.now();
    }

    static void thread(Runnable task) {
        Thread.ofVirtual().start(task);
    }

    static Executor pool() {
        return Executors.newSingleThreadExecutor();
    }

    static CompletableFuture<Void> async(Runnable task) {
        return CompletableFuture.runAsync(task);
    }

    static void timedPark() {
        LockSupport.parkNanos(1);
    }

    static boolean timedWait(CountDownLatch latch) throws InterruptedException {
        return latch.await(1, TimeUnit.SECONDS);
    }

    @SuppressWarnings("WaitNotInLoop") // the call is what the gate looks for
    static long timedCondition(Condition condition) throws InterruptedException {
        return condition.awaitNanos(1);
    }

    static @Nullable String timedDeque(BlockingDeque<String> deque) throws InterruptedException {
        return deque.pollLast(1, TimeUnit.SECONDS);
    }

    static InstantSource wallSource() {
        return InstantSource.system();
    }

    @SuppressWarnings("WaitNotInLoop") // the call is what the gate looks for
    static synchronized void monitorWait() throws InterruptedException {
        ReachesTheMachine.class.wait(1);
    }

    static int random() {
        return ThreadLocalRandom.current().nextInt();
    }

    static UUID uuid() {
        return UUID.randomUUID();
    }

    static Set<String> unorderedSet() {
        return Set.of("a", "b");
    }

    static Map<String, String> unorderedMap(Map<String, String> map) {
        return Map.copyOf(map);
    }

    static int identity(Object object) {
        return System.identityHashCode(object);
    }

    static long parallel(Collection<String> strings) {
        return strings.parallelStream().count();
    }

    static Socket socket() throws IOException {
        return new Socket("localhost", 1);
    }

    static boolean file(File file) {
        return file.exists();
    }

    static Map<String, List<Integer>> harmless() {
        Map<String, List<Integer>> map = new HashMap<>();
        map.put(Thread.currentThread().getName(), List.of(1, 2));
        return map;
    }

    /** A thread by inheritance. */
    public static final class OwnThread extends Thread {
        @Override
        public void run() {}
    }
}
