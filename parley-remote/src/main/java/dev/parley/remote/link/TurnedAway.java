package dev.parley.remote.link;

import dev.parley.remote.transport.Connection;
import dev.parley.remote.transport.ConnectionHandler;
import dev.parley.remote.transport.DialFailure;
import dev.parley.wire.Frame;
import dev.parley.wire.FrameEncoder;
import dev.parley.wire.WireError;
import dev.parley.wire.WireException;
import java.nio.ByteBuffer;

/**
 * Says farewell on a connection that comes too often, and reads nothing. One serves all: such a connection costs no
 * decoder, no timer and no place among strangers.
 *
 * <p>Threading: the loop.
 */
final class TurnedAway implements ConnectionHandler {
    private final byte[] farewell;

    TurnedAway(WireError why) {
        try {
            farewell = FrameEncoder.bytesOf(new Frame.Bye(why, why.sentence()));
        } catch (WireException tooLong) {
            throw new IllegalStateException("a farewell fits into a frame", tooLong);
        }
    }

    @Override
    public void onOpen(Connection connection) {
        ByteBuffer rest = ByteBuffer.wrap(farewell);
        int taken;
        do { // it may take a part although it has room
            taken = connection.write(rest);
        } while (taken > 0 && rest.hasRemaining());
        connection.close();
    }

    @Override
    public void onDialFailed(DialFailure failure) {}

    @Override
    public void onBytes(ByteBuffer bytes) {}

    @Override
    public void onWritable() {}

    @Override
    public void onClosed(String cause) {}
}
