package dev.parley.fuzz.subject;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.fuzz.Finding;
import dev.parley.remote.transport.Connection;
import dev.parley.remote.transport.ConnectionHandler;
import dev.parley.remote.transport.DialFailure;
import dev.parley.wire.Frame;
import dev.parley.wire.WireError;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StrangerSubjectTest {
    private final Wire wire = wire(new Hasty());
    private final Wire other = wire(new Hasty());

    @Test
    void aNodeThatEndsAConnectionWithoutAWordIsAFinding() {
        wire.say(new Frame.Heartbeat(0));

        assertThatThrownBy(() -> StrangerSubject.requireReason(other, wire))
                .isInstanceOf(Finding.class)
                .hasMessage("the node ends a connection without a word: []");
    }

    @Test
    void whoIsToldFarewellOnOneOfTheirConnectionsNeedsNoWord() {
        wire.say(new Frame.Heartbeat(0));
        other.say(new Frame.Bye(WireError.LEAVING, ""));

        StrangerSubject.requireReason(wire, other);
    }

    @Test
    void whatTheFarEndHasHungUpNeedsNoWord() {
        wire.hangUp();

        StrangerSubject.requireReason(wire);
    }

    private static Wire wire(ConnectionHandler node) {
        Wire wire = new Wire(new QuietWorld(1), "h");
        wire.open(node);
        return wire;
    }

    /** Ends its connection at the first byte. */
    private static final class Hasty implements ConnectionHandler {
        private @Nullable Connection connection;

        @Override
        public void onOpen(Connection opened) {
            connection = opened;
        }

        @Override
        public void onDialFailed(DialFailure failure) {}

        @Override
        public void onBytes(ByteBuffer bytes) {
            if (connection != null) {
                connection.close();
            }
        }

        @Override
        public void onWritable() {}

        @Override
        public void onClosed(String cause) {}
    }
}
