package dev.parley.remote.tcp;

import static dev.parley.remote.tcp.Side.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.parley.remote.Endpoint;
import dev.parley.remote.transport.Connection;
import dev.parley.remote.transport.DialFailure;
import dev.parley.remote.transport.Listener;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Dialling, listening, the loop and its end. */
@Timeout(60)
final class TcpTransportTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final int PATIENCE_MILLIS = 30_000;
    private static final int MOST_LEAVING = 256;
    private static final Endpoint ANY_PORT = new Endpoint("127.0.0.1", 0);

    private final TcpTransport transport = new TcpTransport(Thread::startVirtualThread, TcpOptions.defaults());

    @AfterEach
    void end() {
        transport.close();
    }

    @Test
    void saysRefusedWhereNobodyListens() throws Exception {
        Listener listener = transport.bind(ANY_PORT, _ -> new Side());
        listener.close();

        assertThat(dialFailure(listener.at(), LIMIT)).isEqualTo(new DialFailure.Refused());
    }

    @Test
    void freesThePortWhenTheListenerIsClosed() throws Exception {
        for (int i = 0; i < 20; i++) {
            Listener first = bindWhereOthersDoNot();
            first.close();
            Listener second = transport.bind(first.at(), _ -> new Side());
            assertThat(second.at()).isEqualTo(first.at());
            second.close();
        }
    }

    /** On a port that the system gives nobody who does not ask for it, as it may with one that was just freed. */
    private Listener bindWhereOthersDoNot() throws IOException {
        int port = 20_000;
        while (true) {
            try {
                return transport.bind(new Endpoint("127.0.0.1", port), _ -> new Side());
            } catch (IOException taken) {
                assertThat(++port).isLessThan(21_000);
            }
        }
    }

    @Test
    void keepsConnectionsWhenTheListenerIsClosed() throws Exception {
        Listener listener = transport.bind(ANY_PORT, _ -> new Echo());
        Side side = new Side(3);
        transport.dial(listener.at(), LIMIT, side);
        await(side.opened);
        listener.close();

        transport.execute(() -> side.opened.join().write(ByteBuffer.wrap(new byte[] {1, 2, 3})));

        assertThat(await(side.complete)).containsExactly(1, 2, 3);
    }

    /** Who is refused and does not go keeps no descriptor of this side for longer than until others come. */
    @Test
    void cutsOffTheOldestOfManyClosedConnectionsWhosePeersStay() throws Exception {
        int tooMany = 8;
        List<Socket> staying = new ArrayList<>();
        try (Listener listener = transport.bind(ANY_PORT, _ -> new Refusing())) {
            for (int i = 0; i < MOST_LEAVING + tooMany; i++) {
                Socket socket = new Socket(
                        InetAddress.ofLiteral("127.0.0.1"), listener.at().port());
                staying.add(socket);
                socket.setSoTimeout(PATIENCE_MILLIS);
                assertThat(socket.getInputStream().read())
                        .as("the end of the stream")
                        .isEqualTo(-1);
            }
            for (Socket cutOff : staying.subList(0, tooMany)) {
                assertThatIOException().isThrownBy(() -> writeForEver(cutOff.getOutputStream()));
            }
            Socket newest = staying.getLast();
            newest.getOutputStream().write(1);
            newest.getOutputStream().write(1);
        } finally {
            for (Socket socket : staying) {
                socket.close();
            }
        }
    }

    private static void writeForEver(OutputStream to) throws IOException {
        while (true) {
            to.write(1);
        }
    }

    private static final class Refusing extends Side {
        @Override
        public void onOpen(Connection connection) {
            connection.close();
        }
    }

    @Test
    void givesUpADialThatNobodyAnswers() throws Exception {
        try (ServerSocket deaf = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            Endpoint at = new Endpoint("127.0.0.1", deaf.getLocalPort());
            List<DialFailure> failures = new ArrayList<>();
            for (int i = 0; i < 8 && failures.isEmpty(); i++) {
                Side side = new Side();
                transport.dial(at, Duration.ofMillis(200), side);
                CompletableFuture.anyOf(side.opened, side.dialFailed).join();
                side.dialFailed.thenAccept(failures::add).getNow(null);
            }
            assumeTrue(!failures.isEmpty(), "SKIPPED: this kernel answers dials to a listener with a full backlog");

            assertThat(failures).containsExactly(new DialFailure.Unreachable("no answer within 200 ms"));
        }
    }

    @Test
    void looksNamesUpOffTheLoop() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        CompletableFuture<Runnable> lookUp = new CompletableFuture<>();
        TcpTransport slow = new TcpTransport(lookUp::complete, TcpOptions.defaults());
        try {
            Side side = new Side();
            slow.dial(new Endpoint("localhost", 1), Duration.ofMillis(100), side);
            await(lookUp);
            slow.execute(answer::countDown);
            answer.await();

            assertThat(await(side.dialFailed)).isEqualTo(new DialFailure.Unreachable("no answer within 100 ms"));
        } finally {
            slow.close();
        }
    }

    @Test
    void dialsNames() throws Exception {
        Listener listener = transport.bind(new Endpoint("localhost", 0), _ -> new Side());
        Side side = new Side();
        transport.dial(listener.at(), LIMIT, side);

        assertThat(await(side.opened).remote()).isEqualTo(listener.at());
    }

    @Test
    void speaksIpv6() throws Exception {
        InetAddress loopback = InetAddress.ofLiteral("::1");
        assumeTrue(NetworkInterface.getByInetAddress(loopback) != null, "SKIPPED: no IPv6 on this machine");
        Listener listener = transport.bind(Endpoint.parse("[::1]:0"), _ -> new Echo());
        byte[] sent = {6};
        Writer writer = new Writer(sent, 1, new Random(6));
        transport.dial(listener.at(), LIMIT, writer);

        assertThat(await(writer.complete)).isEqualTo(sent);
        assertThat(listener.at().toString()).startsWith("[::1]:");
    }

    @Test
    void tellsHostsThatStayOnThisMachineFromOthers() {
        assertThat(List.of("127.0.0.1", "127.1.2.3", "::1", "localhost")).allMatch(transport::isLoopback);
        assertThat(List.of("0.0.0.0", "::", "192.0.2.1", "2001:db8::1")).noneMatch(transport::isLoopback);
    }

    @Test
    void saysThatAPortIsTakenAndWhatToDo() throws Exception {
        Endpoint taken = transport.bind(ANY_PORT, _ -> new Side()).at();

        assertThatThrownBy(() -> transport.bind(taken, _ -> new Side()))
                .isInstanceOf(IOException.class)
                .hasMessage("cannot listen on " + taken + ": port " + taken.port()
                        + " on 127.0.0.1 is taken by another process: stop it, or bind another port");
    }

    @Test
    void saysThatAnAddressIsNotOfThisMachine() {
        assertThatThrownBy(() -> transport.bind(new Endpoint("192.0.2.1", 0), _ -> new Side()))
                .isInstanceOf(IOException.class)
                .hasMessage("cannot listen on 192.0.2.1:0: 192.0.2.1 is not an address of this machine");
    }

    @Test
    void runsTheTasksOfAThreadInTheirOrder() throws Exception {
        int threads = 4;
        int tasks = 10_000;
        List<List<Integer>> ran = new ArrayList<>();
        List<Thread> senders = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
            List<Integer> own = new ArrayList<>();
            ran.add(own);
            senders.add(Thread.startVirtualThread(() -> {
                for (int i = 0; i < tasks; i++) {
                    int number = i;
                    transport.execute(() -> own.add(number));
                }
            }));
        }
        for (Thread sender : senders) {
            sender.join();
        }
        CompletableFuture<Void> after = new CompletableFuture<>();
        transport.execute(() -> after.complete(null));
        await(after);

        assertThat(ran).allSatisfy(own -> assertThat(own).hasSize(tasks).isSorted());
    }

    @Test
    void outlivesATaskThatFails() throws Exception {
        CompletableFuture<Void> after = new CompletableFuture<>();
        transport.execute(() -> {
            throw new IllegalStateException("broken on purpose");
        });
        transport.execute(() -> after.complete(null));

        assertThat(after).succeedsWithin(LIMIT);
    }

    @Test
    void refusesToWaitForABindOnItsOwnLoop() throws Exception {
        CompletableFuture<Void> bound = new CompletableFuture<>();
        transport.execute(() -> {
            try {
                transport.bind(ANY_PORT, _ -> new Side());
                bound.complete(null);
            } catch (IOException | IllegalStateException e) {
                bound.completeExceptionally(e);
            }
        });

        assertThat(bound).failsWithin(LIMIT).withThrowableThat().withCauseInstanceOf(IllegalStateException.class);
    }

    @Test
    void endsConnectionsAndItsThreadWhenClosed() throws Exception {
        Side accepted = new Side();
        Listener listener = transport.bind(ANY_PORT, _ -> accepted);
        Side dialled = new Side();
        transport.dial(listener.at(), LIMIT, dialled);
        await(dialled.opened);
        await(accepted.opened);
        assertThat(threadNames()).contains("parley-network " + listener.at());

        transport.close();

        assertThat(dialled.closed).isCompleted();
        assertThat(accepted.closed).isCompleted();
        assertThat(threadNames()).noneMatch(name -> name.startsWith("parley-network"));
        assertThat(threadNames()).noneMatch(name -> name.startsWith("globalEventExecutor"));
    }

    @Test
    void dropsTasksAfterItsEndAndMayBeClosedTwice() {
        List<String> ran = new ArrayList<>();
        transport.close();
        transport.execute(() -> ran.add("too late"));
        transport.close();

        assertThat(ran).isEmpty();
    }

    private DialFailure dialFailure(Endpoint to, Duration limit) throws Exception {
        Side side = new Side();
        transport.dial(to, limit, side);
        return await(side.dialFailed);
    }

    private static List<String> threadNames() {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName).toList();
    }
}
