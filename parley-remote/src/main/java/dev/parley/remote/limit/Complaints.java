package dev.parley.remote.limit;

import dev.parley.remote.LinkConfig;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Says what others do wrong, but not so often that they can fill a disk.
 *
 * <p>Threading: the loop. Limits: {@value #BURST_LINES} lines at once, then {@value #LINES_PER_SECOND} a second; the
 * next one says how many were left out.
 */
public final class Complaints {
    private static final int BURST_LINES = 200;
    private static final int LINES_PER_SECOND = 2;

    private final Consumer<String> log;
    private final TokenBucket lines;
    private long leftOut;

    public Complaints(Consumer<String> log, long nowNanos) {
        this.log = log;
        this.lines = new TokenBucket(new LinkConfig.Rate(LINES_PER_SECOND, BURST_LINES), nowNanos);
    }

    public void add(Supplier<String> line, long nowNanos) {
        if (!lines.take(nowNanos)) {
            leftOut++;
        } else if (leftOut == 0) {
            log.accept(line.get());
        } else {
            log.accept(line.get() + "; " + leftOut + " lines like this one were left out before it");
            leftOut = 0;
        }
    }
}
