package dev.parley.systemtest;

import static dev.parley.systemtest.Lines.seconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.parley.testkit.simulation.Fault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Faults by the kernel take place, hit nothing else and end: what {@link KernelHistoryTest} is judged under. */
class KernelNetworkTest {
    private static final int CONNECTED = 0;
    private static final int REFUSED = 1;
    private static final int SILENT = 124;

    @TempDir
    private Path directory;

    @BeforeAll
    static void needsTheKernel() throws InterruptedException {
        KernelNetwork.assumePossible();
    }

    /** How many of 20 datagrams arrive. */
    private static int arriving(KernelNetwork network, String from, String to) throws Exception {
        int before = network.datagrams(to);
        network.sendDatagrams(20, from, to);
        return network.datagrams(to) - before;
    }

    @Test
    void aOneWayCutLosesOneDirectionBetweenTwoHosts() throws Exception {
        try (KernelNetwork network = KernelNetwork.of(Trio.NAMES)) {
            assertThat(arriving(network, "a", "b")).isEqualTo(20);
            assertThat(network.dial("a", "b")).isEqualTo(REFUSED);
            Network.Mend cut = network.begin(new Fault.CutOneWay("a", "b"));
            assertThat(arriving(network, "a", "b")).isZero();
            assertThat(arriving(network, "b", "a")).isEqualTo(20);
            assertThat(network.dial("b", "a")).as("its answer is lost").isEqualTo(SILENT);
            assertThat(arriving(network, "a", "c")).isEqualTo(20);
            cut.mend();
            assertThat(arriving(network, "a", "b")).isEqualTo(20);
            assertThat(network.dial("a", "b")).isEqualTo(REFUSED);
        }
    }

    @Test
    void cutsThatOverlapEndWithTheLastOfThem() throws Exception {
        try (KernelNetwork network = KernelNetwork.of(Trio.NAMES)) {
            Network.Mend cut = network.begin(new Fault.Cut("a", "b"));
            Network.Mend partition = network.begin(Fault.Partition.single("a", List.of("b", "c")));
            cut.mend();
            assertThat(network.dial("a", "b")).isEqualTo(SILENT);
            assertThat(network.dial("c", "a")).isEqualTo(SILENT);
            assertThat(network.dial("b", "c")).isEqualTo(REFUSED);
            partition.mend();
            assertThat(network.dial("a", "b")).isEqualTo(REFUSED);
            assertThat(network.dial("c", "a")).isEqualTo(REFUSED);
        }
    }

    @Test
    void aSlowLinkHoldsBackWhatTwoHostsSendEachOtherAndNothingElse() throws Exception {
        try (KernelNetwork network = KernelNetwork.of(Trio.NAMES)) {
            int before = network.datagrams("b");
            Network.Mend slow = network.begin(new Fault.SlowLink("a", "b", 5_000));
            assertThat(arriving(network, "a", "b"))
                    .as("of 20,000 bytes at once")
                    .isLessThan(10);
            assertThat(arriving(network, "b", "a")).as("the other way").isLessThan(10);
            assertThat(arriving(network, "c", "b")).as("from another").isGreaterThanOrEqualTo(20);
            assertThat(network.waits()).isPositive();
            long deadline = System.nanoTime() + seconds(20).toNanos();
            while (network.datagrams("b") - before < 42) {
                assertThat(System.nanoTime()).as("all arrive in the end").isLessThan(deadline);
            }
            slow.mend();
            assertThat(arriving(network, "a", "b")).isEqualTo(20);
        }
    }

    @Test
    void whatTheKernelDoesNotDoIsRefused() throws Exception {
        try (KernelNetwork network = KernelNetwork.of(List.of("a", "b"))) {
            for (Fault fault : List.of(new Fault.Loss("a", "b", 20), new Fault.Refuse("a"))) {
                assertThatExceptionOfType(UnsupportedOperationException.class)
                        .isThrownBy(() -> network.begin(fault))
                        .withMessage("not by the kernel alone: " + fault);
            }
            Fault latency = new Fault.Latency(Duration.ZERO, Duration.ofMillis(1));
            assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> network.begin(latency));
        }
    }

    @Test
    void aResetDestroysTheConnectionsOfTwoNodesAndTheyMakeOthers() throws Exception {
        try (KernelNetwork network = KernelNetwork.of(Trio.NAMES);
                Talkers talkers = new Talkers(network, directory)) {
            talkers.assertReach();
            List<List<String>> before = network.connections("a", "b");
            List<List<String>> others = network.connections("a", "c");
            assertThat(before).as("control and a lane").hasSizeGreaterThanOrEqualTo(2);
            network.begin(new Fault.Reset("a", "b"));
            assertThat(network.resets()).isGreaterThanOrEqualTo(before.size());
            assertThat(network.connections("a", "b")).doesNotContainAnyElementsOf(before);
            assertThat(network.connections("a", "c")).containsAll(others);
            talkers.assertReach();
            talkers.judge();
        }
    }

    @Test
    void connectionsThatAreForgottenForGoodAreReplacedByNewOnes() throws Exception {
        try (KernelNetwork network = KernelNetwork.of(Trio.NAMES);
                Talkers talkers = new Talkers(network, directory)) {
            talkers.assertReach();
            List<List<String>> before = network.connections("a", "b");
            network.begin(new Fault.HalfOpen("a", "b"));
            assertThat(network.halfOpens()).isGreaterThanOrEqualTo(before.size());
            assertThat(network.dial("a", "b")).isEqualTo(CONNECTED);
            talkers.assertReach();
            assertThat(network.connections("a", "b")).doesNotContainAnyElementsOf(before);
            talkers.judge();
        }
    }
}
