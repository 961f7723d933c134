package dev.parley.remote.transport;

import java.nio.ByteBuffer;

/**
 * What happens to a connection.
 *
 * <p>Threading: on the transport's loop, one call at a time. Order: {@link #onOpen}, then bytes and writability, then
 * {@link #onClosed} exactly once; or {@link #onDialFailed} alone.
 */
public interface ConnectionHandler {
    /** The stream is open. */
    void onOpen(Connection connection);

    /** A dial came to nothing. */
    void onDialFailed(DialFailure failure);

    /** Bytes, cut anywhere. The buffer is the transport's and valid during the call; all of it counts as consumed. */
    void onBytes(ByteBuffer bytes);

    /** There is room again after {@link Connection#write} took fewer bytes than offered. */
    void onWritable();

    /** The stream has ended, whoever ended it; {@code cause} says how, for logs. */
    void onClosed(String cause);
}
