package dev.parley.testkit.simulation;

import java.nio.ByteBuffer;

/** The fingerprint of a run: every step, delivery and fault goes in, in order. Equal runs have equal fingerprints. */
final class Trace {
    private static final long BYTE = 0xFF;

    private long hash;

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
