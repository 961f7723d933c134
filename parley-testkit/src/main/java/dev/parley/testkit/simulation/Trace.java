package dev.parley.testkit.simulation;

import java.nio.ByteBuffer;

/** The fingerprint of a run: every step, delivery and fault goes in, in order. Equal runs have equal fingerprints. */
final class Trace {
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
        for (; at < bytes.limit(); at++) {
            add(bytes.get(at));
        }
    }

    long hash() {
        return hash;
    }
}
