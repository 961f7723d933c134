package dev.parley.remote.link;

import dev.parley.wire.Frame;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.function.LongFunction;

/**
 * The system messages of one link incarnation in one direction: numbered, kept until acknowledged, so that a reconnect
 * can send them again.
 *
 * <p>Threading: the loop. Limits: {@value #MAX_UNACKNOWLEDGED} messages; a peer that acknowledges none of so many is
 * given up.
 */
final class SystemLog {
    static final int MAX_UNACKNOWLEDGED = 1 << 20;

    /** What a received number means. */
    enum Verdict {
        /** The next one: serve it. */
        NEW,
        /** Served before: ignore it. */
        REPEATED,
        /** One is missing, which a correct peer never causes. */
        SKIPPED
    }

    private final ArrayDeque<Frame.Numbered> unacknowledged = new ArrayDeque<>();
    private long lastNumber;
    private long delivered;
    private long acknowledgedByUs;

    /** Numbers and keeps a message. */
    Frame.Numbered append(LongFunction<? extends Frame.Numbered> make) {
        Frame.Numbered frame = make.apply(++lastNumber);
        unacknowledged.add(frame);
        return frame;
    }

    boolean isFull() {
        return unacknowledged.size() >= MAX_UNACKNOWLEDGED;
    }

    /** The peer has served all up to this number. */
    void acknowledged(long number) {
        while (!unacknowledged.isEmpty() && unacknowledged.getFirst().number() <= number) {
            unacknowledged.removeFirst();
        }
    }

    /** What to send again on a new connection, in order. */
    Collection<Frame.Numbered> unacknowledged() {
        return unacknowledged;
    }

    /** Judges a received number, and remembers it when it is the next. */
    Verdict receive(long number) {
        if (number <= delivered) {
            return Verdict.REPEATED;
        }
        if (number > delivered + 1) {
            return Verdict.SKIPPED;
        }
        delivered = number;
        return Verdict.NEW;
    }

    /** The highest number served in order. */
    long delivered() {
        return delivered;
    }

    /** Whether the peer does not know yet what was served; asking marks it as told. */
    boolean takeAckDue() {
        boolean due = delivered > acknowledgedByUs;
        acknowledgedByUs = delivered;
        return due;
    }
}
