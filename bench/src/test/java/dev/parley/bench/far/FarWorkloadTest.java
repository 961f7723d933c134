package dev.parley.bench.far;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.bench.side.Side;
import dev.parley.bench.workload.Measured;
import dev.parley.bench.workload.Metric;
import dev.parley.bench.workload.Plan;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The near half runs in the process of the test. */
class FarWorkloadTest {
    private static final Plan TINY = new Plan(1_000, 50_000_000, 50_000_000);
    private static final int END_LIMIT_SECONDS = 60;

    static Stream<Arguments> cells() {
        return Arrays.stream(FarWorkload.values())
                .flatMap(workload -> workload.sides().stream()
                        .filter(side -> Boolean.getBoolean("parley.full") || isBrief(workload, side))
                        .map(side -> Arguments.of(workload, side)));
    }

    /** The peer takes its time to start, and half a minute to see a death. */
    private static boolean isBrief(FarWorkload workload, Side side) {
        return !side.isPeer() || (workload == FarWorkload.STREAM && side == Side.PEKKO_FORK_JOIN);
    }

    @ParameterizedTest
    @MethodSource("cells")
    void runsAndCountsRightOnEachOfItsSides(FarWorkload workload, Side side) throws InterruptedException {
        Map<Metric, Measured> figures = workload.run(side, TINY);

        assertThat(figures).isNotEmpty();
        assertThat(figures.values())
                .allSatisfy(measured -> assertThat(measured.value()).isFinite().isNotNegative());
    }

    @Test
    void everyWorkloadIsRunByParleyFirst() {
        assertThat(FarWorkload.values())
                .allSatisfy(workload ->
                        assertThat(workload.sides()).startsWith(Side.PARLEY).doesNotHaveDuplicates());
    }

    @Test
    void theOtherProcessEndsWithThisOne() throws IOException, InterruptedException {
        try (FarProcess far = FarProcess.start(FarWorkload.ROUND_TRIP_1, Side.RAW)) {
            far.orphan();

            assertThat(far.hasEndedWithin(END_LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void theOtherProcessEndsWithThisOneWhateverItIsAt() throws IOException, InterruptedException {
        try (ServerSocketChannel busy =
                        ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
                SocketChannel _ = SocketChannel.open(busy.getLocalAddress());
                SocketChannel _ = SocketChannel.open(busy.getLocalAddress());
                FarProcess far = FarProcess.start(FarWorkload.ROUND_TRIP_1, Side.RAW)) {
            int port = ((InetSocketAddress) busy.getLocalAddress()).getPort();
            far.order(FarMain.BEGIN + " " + port + ":0:0"); // nobody accepts, so it waits for its connection
            far.orphan();

            assertThat(far.hasEndedWithin(END_LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void aStoppedProcessEndsWithThisOneAlsoWhenItsGuardIsToldToEnd() throws IOException, InterruptedException {
        try (FarProcess far = FarProcess.start(FarWorkload.ROUND_TRIP_1, Side.RAW)) {
            far.halt();
            far.guards()
                    .flatMap(guard -> Stream.concat(Stream.of(guard), guard.descendants()))
                    .forEach(ProcessHandle::destroy);
            far.orphan();

            assertThat(far.hasEndedWithin(END_LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void aStoppedProcessEndsWithThisOneToo() throws IOException, InterruptedException {
        try (FarProcess far = FarProcess.start(FarWorkload.ROUND_TRIP_1, Side.RAW)) {
            far.halt();
            far.orphan();

            assertThat(far.hasEndedWithin(END_LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
        }
    }
}
