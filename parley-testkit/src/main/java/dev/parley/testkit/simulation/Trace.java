package dev.parley.testkit.simulation;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The fingerprint of a run: every step, delivery and fault goes in, in order. Equal runs have equal fingerprints. */
final class Trace {
    private static final long BYTE = 0xFF;

    private long hash;
    private @Nullable List<String> steps;

    /** From now on each step is also written into {@code lines}. */
    void write(List<String> lines) {
        steps = lines;
    }

    /** A step is about to run, one of {@code choices}. */
    void step(long nowNanos, Step step, int choices) {
        add(nowNanos);
        add(step.node().number() << 8 | step.kind());
        add(choices);
        if (steps != null) {
            steps.add(String.format(
                    Locale.ROOT,
                    "%.9f s, %s, kind %d, one of %d, after trace %016x",
                    nowNanos / 1e9,
                    step.node(),
                    step.kind(),
                    choices,
                    hash));
        }
    }

    void add(long value) {
        hash = Seed.mix(hash ^ value);
    }

    void add(String text) {
        add(new Seed(0).of(text).value());
    }

    /** Takes the remaining bytes in; their position does not move. */
    void add(ByteBuffer bytes) {
        add(bytes.remaining());
        int at = bytes.position();
        for (; at + Long.BYTES <= bytes.limit(); at += Long.BYTES) {
            add(bytes.getLong(at));
        }
        if (at < bytes.limit()) {
            long rest = 0;
            for (; at < bytes.limit(); at++) {
                rest = (rest << Byte.SIZE) | (bytes.get(at) & BYTE);
            }
            add(rest);
        }
    }

    long hash() {
        return hash;
    }
}
