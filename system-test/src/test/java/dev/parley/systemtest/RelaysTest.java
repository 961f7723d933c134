package dev.parley.systemtest;

import static dev.parley.systemtest.Lines.seconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.parley.testkit.simulation.Fault;
import dev.parley.wire.Frame;
import dev.parley.wire.FrameEncoder;
import dev.parley.wire.WireBytes;
import dev.parley.wire.WireException;
import dev.parley.wire.WireNode;
import dev.parley.wire.WireVersions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Faults by relays take place, hit nothing else and end: what {@link RelayedHistoryTest} is judged under. */
class RelaysTest {
    private static final int QUIET_MILLIS = 200;
    private static final int PATIENCE_MILLIS = 20_000;

    private final Relays relays = new Relays(Trio.NAMES);
    private final ServerSocket node = listen(port(relays.behind("b")));
    private final List<Socket> open = new ArrayList<>();

    RelaysTest() throws IOException {}

    /** One connection from host a to the node on host b. */
    private record Pair(Socket dialler, Socket acceptor) {}

    private static ServerSocket listen(int port) throws IOException {
        ServerSocket node = new ServerSocket(port, 10, InetAddress.getLoopbackAddress());
        node.setSoTimeout(PATIENCE_MILLIS);
        return node;
    }

    private static int port(String address) {
        return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    }

    @AfterEach
    void close() throws IOException {
        for (Socket socket : open) {
            socket.close();
        }
        node.close();
        relays.close();
    }

    /** Dials as the node on host a does: who it is stands in its first frame. */
    private Socket dial() throws IOException, WireException {
        Socket dialler = new Socket(InetAddress.getLoopbackAddress(), port(relays.before("b")));
        open.add(dialler);
        dialler.setTcpNoDelay(true);
        dialler.setSoTimeout(PATIENCE_MILLIS);
        dialler.getOutputStream().write(hello());
        return dialler;
    }

    private byte[] hello() throws WireException {
        return FrameEncoder.bytesOf(new Frame.Hello(
                new Frame.Hello.Offer(WireVersions.OURS, 0, 0),
                new Frame.Hello.Peer("parley", new WireNode("127.0.0.1", port(relays.before("a")), 1), "a"),
                new Frame.Hello.Session(1, 0, 1, 0),
                new Frame.Hello.Challenge(WireBytes.EMPTY, WireBytes.EMPTY)));
    }

    private Socket accept() throws IOException, WireException {
        Socket acceptor = node.accept();
        open.add(acceptor);
        acceptor.setSoTimeout(PATIENCE_MILLIS);
        assertThat(acceptor.getInputStream().readNBytes(hello().length)).isEqualTo(hello());
        return acceptor;
    }

    private Pair connected() throws IOException, WireException {
        return new Pair(dial(), accept());
    }

    private static void say(Socket from, int bytes) throws IOException {
        from.getOutputStream().write(new byte[bytes]);
    }

    private static void assertPasses(Socket from, Socket to) throws IOException {
        say(from, 1);
        assertHears(to);
    }

    private static void assertHears(Socket to) throws IOException {
        to.setSoTimeout(PATIENCE_MILLIS);
        assertThat(to.getInputStream().read()).isZero();
    }

    private static void assertQuiet(Socket to) throws IOException {
        to.setSoTimeout(QUIET_MILLIS);
        assertThatExceptionOfType(SocketTimeoutException.class)
                .isThrownBy(() -> to.getInputStream().read());
    }

    @Test
    void aCutLosesBothDirectionsUntilItIsMended() throws Exception {
        Pair pair = connected();
        assertPasses(pair.dialler(), pair.acceptor());
        assertPasses(pair.acceptor(), pair.dialler());
        Network.Mend other = relays.begin(new Fault.Cut("b", "c"));
        assertPasses(pair.dialler(), pair.acceptor());

        Network.Mend cut = relays.begin(new Fault.Cut("b", "a"));
        say(pair.dialler(), 1);
        say(pair.acceptor(), 1);
        assertQuiet(pair.acceptor());
        assertQuiet(pair.dialler());

        cut.mend();
        assertHears(pair.acceptor());
        assertHears(pair.dialler());
        other.mend();
    }

    @Test
    void aOneWayCutAndAZeroWindowLoseOneDirection() throws Exception {
        for (Fault fault : List.of(new Fault.CutOneWay("a", "b"), new Fault.ZeroWindow("b"))) {
            Pair pair = connected();
            Network.Mend mend = relays.begin(fault);
            say(pair.dialler(), 1);
            assertQuiet(pair.acceptor());
            assertPasses(pair.acceptor(), pair.dialler());
            mend.mend();
            assertHears(pair.acceptor());
        }
    }

    @Test
    void aConnectionThatIsHalfOpenIsSilentAndANewOneIsNot() throws Exception {
        Pair old = connected();
        Network.Mend forgotten = relays.begin(new Fault.HalfOpen("a", "b"));
        say(old.dialler(), 1);
        assertQuiet(old.acceptor());
        Pair anew = connected();
        assertPasses(anew.dialler(), anew.acceptor());
        assertPasses(anew.acceptor(), anew.dialler());
        forgotten.mend();
        assertHears(old.acceptor());
    }

    @Test
    void aResetIsHeardAtBothEnds() throws Exception {
        Pair pair = connected();
        relays.begin(new Fault.Reset("b", "c"));
        assertPasses(pair.dialler(), pair.acceptor());
        relays.begin(new Fault.Reset("b", "a"));
        for (Socket end : List.of(pair.dialler(), pair.acceptor())) {
            end.setSoTimeout(PATIENCE_MILLIS);
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> end.getInputStream().read())
                    .isNotInstanceOf(SocketTimeoutException.class);
        }
        Pair anew = connected();
        assertPasses(anew.dialler(), anew.acceptor());
    }

    @Test
    void whoIsRefusedIsResetAndWhoHangsIsLetInLater() throws Exception {
        Network.Mend refused = relays.begin(new Fault.Refuse("b"));
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> dial().getInputStream().read())
                .isNotInstanceOf(SocketTimeoutException.class);
        refused.mend();

        Network.Mend hangs = relays.begin(new Fault.Hang("b"));
        Socket dialler = dial();
        node.setSoTimeout(QUIET_MILLIS);
        assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(node::accept);
        hangs.mend();
        node.setSoTimeout(PATIENCE_MILLIS);
        assertPasses(dialler, accept());
    }

    private static Duration timeOf(Pair pair, int bytes) throws IOException {
        long begun = System.nanoTime();
        say(pair.dialler(), bytes);
        pair.acceptor().setSoTimeout(PATIENCE_MILLIS);
        assertThat(pair.acceptor().getInputStream().readNBytes(bytes)).hasSize(bytes);
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    @Test
    void latencyAndASlowLinkTakeTheirTime() throws Exception {
        Pair pair = connected();
        Network.Mend late = relays.begin(new Fault.Latency(Duration.ofMillis(150), Duration.ofMillis(150)));
        assertThat(timeOf(pair, 1)).isGreaterThanOrEqualTo(Duration.ofMillis(150));
        late.mend();

        Network.Mend slow = relays.begin(new Fault.SlowLink("b", "a", 20_000));
        assertThat(timeOf(pair, 6_000)).isGreaterThanOrEqualTo(Duration.ofMillis(290));
        slow.mend();
    }

    @Test
    void aPacketThatIsLostComesLater() throws Exception {
        Pair pair = connected();
        Network.Mend lossy = relays.begin(new Fault.Loss("b", "a", 60));
        long deadline = System.nanoTime() + seconds(20).toNanos();
        while (timeOf(pair, 1).compareTo(Duration.ofMillis(200)) < 0) { // two of five go through at once
            assertThat(System.nanoTime()).as("one of them is lost").isLessThan(deadline);
        }
        lossy.mend();
    }

    @Test
    void singleBytesComeApart() throws Exception {
        Pair pair = connected();
        Network.Mend apart = relays.begin(new Fault.SingleBytes("b", "a"));
        say(pair.dialler(), 10_000);
        assertThat(pair.acceptor().getInputStream().read(new byte[10_000])).isLessThan(10_000);
        apart.mend();
    }
}
