package dev.parley.systemtest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/** What a process has written so far, with the time at which each line was read. Threading: any thread. */
final class Lines {
    private final String of;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<Entry> entries = new ArrayList<>();
    private boolean hasEnded;

    /** One line and when it was read. */
    record Entry(String text, long nanos) {}

    Lines(String of) {
        this.of = of;
    }

    void add(String text) {
        locked(() -> entries.add(new Entry(text, System.nanoTime())));
    }

    void end() {
        locked(() -> hasEnded = true);
    }

    private void locked(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    List<Entry> entries() {
        lock.lock();
        try {
            return List.copyOf(entries);
        } finally {
            lock.unlock();
        }
    }

    List<String> texts() {
        return entries().stream().map(Entry::text).toList();
    }

    /** Waits for the first line, from the beginning on, that is as wanted. */
    Entry await(String what, Duration limit, Predicate<String> wanted) throws InterruptedException {
        awaitAll(what, limit, all -> all.stream().anyMatch(entry -> wanted.test(entry.text())));
        return entries().stream()
                .filter(entry -> wanted.test(entry.text()))
                .findFirst()
                .orElseThrow();
    }

    /** Waits until all lines together are as wanted. */
    void awaitAll(String what, Duration limit, Predicate<List<Entry>> wanted) throws InterruptedException {
        long left = limit.toNanos();
        lock.lock();
        try {
            while (!wanted.test(entries)) {
                if (hasEnded || left <= 0) {
                    throw new AssertionError(of + (hasEnded ? " ended" : " took more than " + limit) + " without "
                            + what
                            + "; it wrote:\n"
                            + String.join(
                                    "\n", entries.stream().map(Entry::text).toList()));
                }
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the end of the stream. */
    void awaitEnd(Duration limit) throws InterruptedException {
        long left = limit.toNanos();
        lock.lock();
        try {
            while (!hasEnded) {
                if (left <= 0) {
                    throw new AssertionError(of + " has not ended its output within " + limit);
                }
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /** For limits in seconds. */
    static Duration seconds(long seconds) {
        return Duration.of(seconds, TimeUnit.SECONDS.toChronoUnit());
    }
}
