package dev.parley.remote.transport;

import dev.parley.remote.Endpoint;
import java.nio.ByteBuffer;

/**
 * One byte stream between two nodes.
 *
 * <p>Threading: on the transport's loop only.
 */
public interface Connection {
    /**
     * Takes bytes from {@code source}, as many as there is room for, and advances its position. After taking fewer than
     * all, {@link ConnectionHandler#onWritable} follows when there is room again. Takes none once closed.
     */
    int write(ByteBuffer source);

    /** Lets other threads go first that wait for a processor: what is moved here is large. A hint. */
    void giveWay();

    /** Reads no more until {@link #resumeReading}: the peer's window fills. */
    void pauseReading();

    /** Reads on. */
    void resumeReading();

    /** Ends the stream when the bytes taken so far have left; {@link ConnectionHandler#onClosed} follows. */
    void close();

    /** Ends the stream at once; bytes in flight may or may not arrive. */
    void reset();

    /** The other end, for logs. */
    Endpoint remote();
}
