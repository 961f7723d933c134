package dev.parley.kernel;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.LongSupplier;

/**
 * The encoded bytes that came from other nodes and wait in one mailbox. They are counted as they come, and taken off
 * in chunks once everything that had entered the mailbox by then was taken from it: neither an envelope nor a turn
 * knows of them, and how far the mailbox has come is looked up only now and then.
 *
 * <p>Threading: one thread at a time, that which hands over what comes from other nodes.
 *
 * <p>Limits: {@value #CHUNKS} chunks and one more; what waits is overestimated by one of them at most.
 */
final class Backlog {
    private static final int CHUNKS = 64;
    private static final int PERCENT = 100;

    private record Chunk(long end, long bytes) {}

    private final long boundBytes;
    private final LongSupplier entered;
    private final LongSupplier taken;
    private final Queue<Chunk> chunks = new ArrayDeque<>(0);

    private long waitingBytes;
    private long openBytes;
    private int openMessages;
    private long usualBytes; // of a message in the newest chunk; 0 before the first one

    /** The suppliers say how many envelopes have entered the mailbox, and how many were taken from it. */
    Backlog(long boundBytes, LongSupplier entered, LongSupplier taken) {
        this.boundBytes = boundBytes;
        this.entered = entered;
        this.taken = taken;
    }

    /** Whether a message of so many bytes finds room; where nothing waits any does. */
    boolean takes(int bytes) {
        if (waitingBytes + bytes > boundBytes) {
            settle();
        }
        return waitingBytes == 0 || waitingBytes + bytes <= boundBytes;
    }

    /** A message of so many bytes has just entered. */
    void add(int bytes) {
        waitingBytes += bytes;
        openBytes += bytes;
        openMessages++;
        if (openBytes >= boundBytes / CHUNKS) {
            closeChunk();
        }
    }

    /** How many messages more make it full to that share of the bound, if they are as large as the last ones. */
    int room(int percent) {
        long limitBytes = Math.max(1, boundBytes / PERCENT * percent + boundBytes % PERCENT * percent / PERCENT);
        if (waitingBytes >= limitBytes) {
            settle();
        }
        if (waitingBytes >= limitBytes) {
            return 0;
        }
        return usualBytes == 0
                ? Integer.MAX_VALUE
                : (int) Math.min(Integer.MAX_VALUE, Math.ceilDiv(limitBytes - waitingBytes, usualBytes));
    }

    private void closeChunk() {
        chunks.add(new Chunk(entered.getAsLong(), openBytes));
        usualBytes = Math.max(1, openBytes / openMessages);
        openBytes = 0;
        openMessages = 0;
    }

    /** Takes off what was handled. A chunk is closed early only where no other is left: that keeps them few. */
    private void settle() {
        long takenNow = taken.getAsLong();
        takeOff(takenNow);
        if (chunks.isEmpty() && openMessages > 0) {
            closeChunk();
            takeOff(takenNow);
        }
    }

    private void takeOff(long takenNow) {
        Chunk oldest = chunks.peek();
        while (oldest != null && oldest.end() <= takenNow) {
            waitingBytes -= oldest.bytes();
            chunks.remove();
            oldest = chunks.peek();
        }
    }
}
