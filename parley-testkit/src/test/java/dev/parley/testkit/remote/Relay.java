package dev.parley.testkit.remote;

import dev.parley.remote.Endpoint;
import dev.parley.remote.tcp.TcpEnvironment;
import dev.parley.remote.transport.Connection;
import dev.parley.remote.transport.ConnectionHandler;
import dev.parley.remote.transport.DialFailure;
import dev.parley.remote.transport.Listener;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A network between two nodes on one machine: passes the bytes of each connection on, resets all of them, or holds them
 * back, on request.
 *
 * <p>Threading: any thread; all work is done on a loop of its own.
 */
final class Relay implements AutoCloseable {
    private final TcpEnvironment world = new TcpEnvironment();
    private final Listener listener;
    private final Endpoint to;
    private final Set<End> ends = new LinkedHashSet<>();
    private boolean stalled;

    Relay(Endpoint to) throws IOException {
        this.to = to;
        this.listener = world.transport().bind(new Endpoint("127.0.0.1", 0), _ -> accepted());
    }

    Endpoint at() {
        return listener.at();
    }

    private End accepted() {
        End here = new End();
        End there = new End();
        here.other = there;
        there.other = here;
        world.transport().dial(to, Duration.ofSeconds(5), there);
        return here;
    }

    /** Resets every connection; new ones get through. */
    void reset() {
        world.transport().execute(() -> List.copyOf(ends).forEach(End::reset));
    }

    /** Holds all bytes back, also those of new connections, until {@link #resume}. */
    void stall() {
        world.transport().execute(() -> {
            stalled = true;
            ends.forEach(End::stall);
        });
    }

    void resume() {
        world.transport().execute(() -> {
            stalled = false;
            ends.forEach(End::resume);
        });
    }

    @Override
    public void close() {
        world.close();
    }

    /** One of the two connections that make one. */
    private final class End implements ConnectionHandler {
        private final ByteArrayOutputStream unsent = new ByteArrayOutputStream();
        private @Nullable End other;
        private @Nullable Connection connection;
        private boolean over;

        private void write(byte[] bytes) {
            unsent.writeBytes(bytes);
            flush();
        }

        private void flush() {
            if (connection != null && unsent.size() > 0) {
                ByteBuffer rest = ByteBuffer.wrap(unsent.toByteArray());
                connection.write(rest);
                byte[] left = new byte[rest.remaining()];
                rest.get(left);
                unsent.reset();
                unsent.writeBytes(left);
            }
        }

        private void reset() {
            over = true;
            if (connection != null) {
                connection.reset();
            }
        }

        private void stall() {
            if (connection != null) {
                connection.pauseReading();
            }
        }

        private void resume() {
            if (connection != null) {
                connection.resumeReading();
            }
        }

        @Override
        public void onOpen(Connection opened) {
            connection = opened;
            ends.add(this);
            if (over) {
                opened.close();
            } else if (stalled) {
                opened.pauseReading();
            } else {
                flush();
            }
        }

        @Override
        public void onDialFailed(DialFailure failure) {
            endOther();
        }

        @Override
        public void onBytes(ByteBuffer bytes) {
            byte[] piece = new byte[bytes.remaining()];
            bytes.get(piece);
            if (other != null) {
                other.write(piece);
            }
        }

        @Override
        public void onWritable() {
            flush();
        }

        @Override
        public void onClosed(String cause) {
            ends.remove(this);
            endOther();
        }

        private void endOther() {
            if (other != null && !other.over) {
                other.over = true;
                if (other.connection != null) {
                    other.connection.close();
                }
            }
        }
    }
}
