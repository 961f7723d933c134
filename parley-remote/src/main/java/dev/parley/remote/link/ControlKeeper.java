package dev.parley.remote.link;

import dev.parley.wire.Frame;
import dev.parley.wire.WireError;
import org.jspecify.annotations.Nullable;

/**
 * The control connection of one link, and the dial that may become it. Which of two is kept was decided before: see
 * {@link Links#admit}.
 *
 * <p>Threading: the loop.
 */
final class ControlKeeper {
    private @Nullable FrameConnection connection;
    private @Nullable FrameConnection dialled; // has not shaken hands yet
    private boolean dialledHere;
    private boolean heard;
    private long count;

    /** A dial is under way. */
    void dials(FrameConnection pending) {
        dialled = pending;
    }

    /** A dial came to nothing; false when another one counts. */
    boolean dialFailed(FrameConnection failed) {
        boolean counts = dialled == failed;
        if (counts) {
            dialled = null;
        }
        return counts;
    }

    /** Takes a connection that has shaken hands; others end. */
    void attach(FrameConnection newest, boolean byDialHere) {
        FrameConnection.drop(connection, WireError.DUPLICATE_CONNECTION);
        if (dialled != newest) {
            FrameConnection.drop(dialled, WireError.DUPLICATE_CONNECTION);
        }
        dialled = null;
        connection = newest;
        count++;
        dialledHere = byDialHere;
        heard = !byDialHere;
    }

    /** The peer has gone on with it, and so admitted it. */
    void confirmed() {
        heard = true;
    }

    /** Whether a dial of ours is under way, or has shaken hands without a word of the peer since. */
    boolean isUnconfirmed() {
        return (connection != null && dialledHere && !heard) || isDialling();
    }

    /** Whether a dial is under way. */
    boolean isDialling() {
        return dialled != null && dialled.isOpen();
    }

    boolean isThere() {
        return connection != null;
    }

    boolean is(FrameConnection asked) {
        return connection == asked;
    }

    /** Whether it was dialled from here; of the last one when there is none. */
    boolean isDialledHere() {
        return dialledHere;
    }

    /** How many there have been. */
    long count() {
        return count;
    }

    /** Sends if there is one. */
    void send(Frame frame) {
        if (connection != null) {
            connection.send(frame);
        }
    }

    /** Whether it takes what may be left out, or said later: there is one, and it is not full. */
    boolean hasRoom() {
        return connection != null && !connection.isFull();
    }

    /** Hands what was gathered to the connection. */
    void flush() {
        if (connection != null) {
            connection.flush();
        }
    }

    /** On each beat: gives back what was needed for large frames; for how many beats nothing has left. */
    int rest() {
        if (connection == null) {
            return 0;
        }
        long _ = connection.rest();
        return connection.stillBeats();
    }

    /** The connection is gone. */
    void gone() {
        connection = null;
    }

    /** Says why, for people, and ends the connection. */
    void close(WireError error, String why) {
        if (connection != null) {
            connection.close(error, why);
        }
    }

    /** Ends the connection without a word, as the peer has said farewell. */
    void end() {
        if (connection != null) {
            connection.close();
        }
    }

    /** Ends the connection; a dial goes on. */
    void drop(WireError why) {
        FrameConnection.drop(connection, why);
    }

    /** Ends the connection and the dial, for good. */
    void giveUp(WireError why) {
        FrameConnection.drop(connection, why);
        FrameConnection.drop(dialled, why);
        connection = null;
        dialled = null;
    }
}
