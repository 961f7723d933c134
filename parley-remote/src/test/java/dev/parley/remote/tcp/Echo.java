package dev.parley.remote.tcp;

import dev.parley.remote.transport.Connection;
import java.nio.ByteBuffer;

/** Sends back what it hears, and reads no faster than it can send. */
final class Echo extends Side {
    private ByteBuffer unsent = ByteBuffer.allocate(0);

    @Override
    public void onBytes(ByteBuffer bytes) {
        Connection connection = opened.join();
        connection.write(bytes);
        if (bytes.hasRemaining()) {
            connection.pauseReading();
            unsent = ByteBuffer.allocate(bytes.remaining()).put(bytes).flip();
        }
    }

    @Override
    public void onWritable() {
        Connection connection = opened.join();
        connection.write(unsent);
        if (!unsent.hasRemaining()) {
            connection.resumeReading();
        }
    }
}
