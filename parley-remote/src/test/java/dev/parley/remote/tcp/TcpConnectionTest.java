package dev.parley.remote.tcp;

import static dev.parley.remote.tcp.Side.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.remote.Endpoint;
import dev.parley.remote.transport.Connection;
import dev.parley.remote.transport.ConnectionHandler;
import dev.parley.remote.transport.DialFailure;
import dev.parley.remote.transport.Listener;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One connection between two loops, over loopback. */
@Timeout(60)
final class TcpConnectionTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final int SMALL_BYTES = 32 * 1024;

    private final TcpOptions small = TcpOptions.defaults().withBuffers(SMALL_BYTES, SMALL_BYTES);
    private final TcpTransport here = new TcpTransport(Thread::startVirtualThread, small);
    private final TcpTransport there = new TcpTransport(Thread::startVirtualThread, small);

    @AfterEach
    void end() {
        here.close();
        there.close();
    }

    @Test
    void echoesTenMegabytesInRandomPiecesThroughSmallBuffers() throws Exception {
        byte[] sent = bytes(10 << 20);
        Writer writer = new Writer(sent, sent.length, new Random(7));
        connect(writer, _ -> new Echo());

        assertThat(await(writer.complete)).isEqualTo(sent);
        assertThat(writer.writableCalls).hasPositiveValue();
    }

    @Test
    void stallsTheWriterWhileThePeerReadsNothingAndLosesNothing() throws Exception {
        byte[] sent = bytes(4 << 20);
        Side reader = new Side(sent.length) {
            @Override
            public void onOpen(Connection connection) {
                connection.pauseReading();
                super.onOpen(connection);
            }
        };
        Writer writer = new Writer(sent, 0, new Random(8));
        connect(writer, _ -> reader);

        await(writer.stalledAt);
        assertThat(reader.heard()).isEmpty();
        assertThat(writer.allTaken).isNotDone();
        there.execute(() -> reader.opened.join().resumeReading());

        assertThat(await(reader.complete)).isEqualTo(sent);
        await(writer.allTaken);
    }

    @Test
    void takesNoMoreThanItsBudget() throws Exception {
        Side side = new Side();
        connect(side, _ -> new Side());
        ByteBuffer large = ByteBuffer.allocate(TcpConnection.OUTBOUND_BYTES + 1);

        int taken = onLoop(here, side, connection -> connection.write(large));

        assertThat(taken).isEqualTo(TcpConnection.OUTBOUND_BYTES);
        assertThat(large.remaining()).isEqualTo(1);
    }

    @Test
    void saysWritableOnlyAfterAShortWrite() throws Exception {
        byte[] sent = bytes(100_000);
        Side side = new Side(sent.length);
        connect(side, _ -> new Echo());

        int taken = onLoop(here, side, connection -> connection.write(ByteBuffer.wrap(sent)));

        assertThat(taken).isEqualTo(sent.length);
        assertThat(await(side.complete)).isEqualTo(sent);
        assertThat(side.writableCalls).hasValue(0);
    }

    @Test
    void sendsWhatIsWrittenInOneTurnTogether() throws Exception {
        CompletableFuture<Integer> firstBytes = new CompletableFuture<>();
        Side reader = new Side() {
            @Override
            public void onBytes(ByteBuffer bytes) {
                firstBytes.complete(bytes.remaining());
            }
        };
        Side side = new Side();
        connect(side, _ -> reader);

        onLoop(here, side, connection -> {
            for (int i = 0; i < 100; i++) {
                connection.write(ByteBuffer.allocate(10));
            }
            return 0;
        });

        assertThat(await(firstBytes)).isEqualTo(1000);
    }

    @Test
    void handsOutBytesThatCannotBeWrittenTo() throws Exception {
        CompletableFuture<Boolean> readOnly = new CompletableFuture<>();
        Side reader = new Side() {
            @Override
            public void onBytes(ByteBuffer bytes) {
                readOnly.complete(bytes.isReadOnly());
            }
        };
        connect(new Writer(bytes(1), 0, new Random(1)), _ -> reader);

        assertThat(await(readOnly)).isTrue();
    }

    @Test
    void deliversAllThatWasTakenBeforeClosing() throws Exception {
        byte[] sent = bytes(TcpConnection.OUTBOUND_BYTES);
        Side reader = new Side();
        Side side = closesAfterWriting(sent);
        connect(side, _ -> reader);

        assertThat(await(side.closed)).isEqualTo("closed here");
        assertThat(await(reader.closed)).isEqualTo("closed by peer");
        assertThat(reader.heard()).isEqualTo(sent);
        assertThat(side.closedCalls).hasValue(1);
        assertThat(reader.closedCalls).hasValue(1);
    }

    @Test
    void deliversTheTakenPartOfAWriteThatWasTooLarge() throws Exception {
        byte[] offered = bytes(TcpConnection.OUTBOUND_BYTES + 1000);
        Side reader = new Side();
        Side side = closesAfterWriting(offered);
        connect(side, _ -> reader);

        assertThat(await(reader.closed)).isEqualTo("closed by peer");
        assertThat(reader.heard()).isEqualTo(Arrays.copyOf(offered, TcpConnection.OUTBOUND_BYTES));
        assertThat(side.writableCalls).hasValue(0);
    }

    @Test
    void deliversAllThatWasTakenEvenIfItLeavesBytesOfThePeerUnread() throws Exception {
        byte[] sent = bytes(TcpConnection.OUTBOUND_BYTES);
        Writer talkative = new Writer(bytes(4 << 20), 0, new Random(9));
        Side side = new Side() {
            @Override
            public void onOpen(Connection connection) {
                connection.pauseReading();
                super.onOpen(connection);
            }
        };
        connect(side, _ -> talkative);
        await(talkative.stalledAt);

        onLoop(here, side, connection -> {
            int taken = connection.write(ByteBuffer.wrap(sent));
            connection.close();
            return taken;
        });

        await(talkative.closed);
        assertThat(talkative.heard()).isEqualTo(sent);
        assertThat(side.heard()).isEmpty();
    }

    @Test
    void takesNothingOnceClosed() throws Exception {
        Side side = new Side();
        connect(side, _ -> new Side());

        int taken = onLoop(here, side, connection -> {
            connection.close();
            return connection.write(ByteBuffer.allocate(1));
        });

        assertThat(taken).isZero();
    }

    @Test
    void cutsOffAClosingConnectionWhosePeerReadsNothing() throws Exception {
        TcpTransport hasty = new TcpTransport(Thread::startVirtualThread, small.withCloseLimit(Duration.ofMillis(50)));
        try (Listener listener = there.bind(new Endpoint("127.0.0.1", 0), connection -> {
            connection.pauseReading();
            return new Side();
        })) {
            Writer writer = new Writer(bytes(4 << 20), 0, new Random(10));
            hasty.dial(listener.at(), LIMIT, writer);
            await(writer.stalledAt);
            onLoop(hasty, writer, connection -> {
                connection.close();
                return 0;
            });

            assertThat(await(writer.closed)).contains("bytes had not left 50 ms after closing");
        } finally {
            hasty.close();
        }
    }

    @Test
    void showsAResetToThePeer() throws Exception {
        Side side = new Side();
        Side peer = new Side();
        connect(side, _ -> peer);
        await(peer.opened);

        onLoop(here, side, connection -> {
            connection.reset();
            return 0;
        });

        assertThat(await(side.closed)).isEqualTo("reset here");
        assertThat(await(peer.closed)).isEqualTo("connection reset");
        assertThat(side.closedCalls).hasValue(1);
        assertThat(peer.closedCalls).hasValue(1);
    }

    @Test
    void closesOnlyTheConnectionWhoseHandlerFails() throws Exception {
        Side failing = new Side() {
            @Override
            public void onBytes(ByteBuffer bytes) {
                throw new IllegalStateException("broken on purpose");
            }
        };
        Writer healthy = new Writer(bytes(1000), 1000, new Random(11));
        try (Listener listener = there.bind(new Endpoint("127.0.0.1", 0), _ -> new Echo())) {
            here.dial(listener.at(), LIMIT, failing);
            onLoop(here, failing, connection -> connection.write(ByteBuffer.allocate(1)));
            assertThat(await(failing.closed))
                    .contains("handler failed in onBytes")
                    .contains("broken on purpose");

            here.dial(listener.at(), LIMIT, healthy);
            assertThat(await(healthy.complete)).hasSize(1000);
        }
    }

    @Test
    void resetsTheConnectionThatNobodyWantsToHandle() throws Exception {
        Side side = new Side();
        Listener listener = there.bind(new Endpoint("127.0.0.1", 0), _ -> {
            throw new IllegalStateException("refused on purpose");
        });
        here.dial(listener.at(), LIMIT, side);

        // The reset may come before this side has seen itself connected.
        CompletableFuture<String> end = side.dialFailed.thenApply(DialFailure::toString);
        String heard = await(CompletableFuture.anyOf(side.closed, end).thenApply(String.class::cast));
        assertThat(heard).containsIgnoringCase("connection reset");
    }

    @Test
    void refusesCallsFromOutsideTheLoop() throws Exception {
        Side side = new Side();
        connect(side, _ -> new Side());
        Connection connection = await(side.opened);

        assertThatThrownBy(() -> connection.write(ByteBuffer.allocate(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Transport.execute");
    }

    private void connect(Side dialling, Function<Connection, ConnectionHandler> accepted) throws Exception {
        Listener listener = there.bind(new Endpoint("127.0.0.1", 0), accepted);
        here.dial(listener.at(), LIMIT, dialling);
        await(dialling.opened);
    }

    private static Side closesAfterWriting(byte[] bytes) {
        return new Side() {
            @Override
            public void onOpen(Connection connection) {
                super.onOpen(connection);
                connection.write(ByteBuffer.wrap(bytes));
                connection.close();
            }
        };
    }

    private static int onLoop(TcpTransport transport, Side side, Function<Connection, Integer> call) throws Exception {
        Connection connection = await(side.opened);
        CompletableFuture<Integer> result = new CompletableFuture<>();
        transport.execute(() -> result.complete(call.apply(connection)));
        return await(result);
    }

    private static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        new Random(count).nextBytes(bytes);
        return bytes;
    }
}
