package dev.parley.systemtest;

import static dev.parley.systemtest.Lines.seconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.parley.ActorRef;
import dev.parley.remote.Node;
import dev.parley.testkit.FreePorts;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Ten thousand connections that say nothing and come back when they are dropped. */
@EnabledOnOs(OS.LINUX)
class SilentCrowdTest {
    private static final int CONNECTIONS = 10_000;
    private static final int SPARE_DESCRIPTORS = 1_000;
    private static final int ASKS = Boolean.getBoolean("parley.full") ? 100_000 : 3_000;
    private static final String PAUSE_MILLIS = "2000";
    private static final String NEVER_MILLIS = "600000";
    private static final int SILENT = 256;
    private static final int LEAVING = 256;
    private static final int SLACK = 16;
    private static final long MOST_BYTES_A_STRANGER = 64 << 10;
    private static final long MOST_HEAP_LEFT = 8L << 20;
    private static final Duration NEWCOMER = Duration.ofSeconds(10);
    private static final Pattern OPEN_FILES = Pattern.compile("Max open files +([0-9]+)");
    private static final Pattern FIGURES = Pattern.compile("descriptors (\\d+) threads (\\d+) heap (\\d+)");

    private record Look(long descriptors, long threads, long heapBytes) {
        static Look at(Running process) throws IOException, InterruptedException {
            int before = process.out().texts().size();
            process.type("look");
            process.out().awaitAll("a look", seconds(60), all -> all.size() > before);
            Matcher figures = FIGURES.matcher(process.out().texts().get(before));
            assertThat(figures.matches()).isTrue();
            return new Look(
                    Long.parseLong(figures.group(1)),
                    Long.parseLong(figures.group(2)),
                    Long.parseLong(figures.group(3)));
        }
    }

    @Test
    void doesNotKeepOthersFromTalkingNorNewPeersOut() throws Exception {
        Matcher limit = OPEN_FILES.matcher(Files.readString(Path.of("/proc/self/limits")));
        long most = limit.find() ? Long.parseLong(limit.group(1)) : Long.MAX_VALUE;
        assumeTrue(
                most >= CONNECTIONS + SPARE_DESCRIPTORS,
                "SKIPPED: " + CONNECTIONS + " connections need more than " + most + " open files: raise ulimit -n");
        List<Integer> ports = FreePorts.choose(3);
        String address = "127.0.0.1:" + ports.get(0);
        try (Running besieged = Running.startMain(BesiegedNode.class, address);
                Node friend = BesiegedNode.start("friend", "127.0.0.1:" + ports.get(1))) {
            besieged.out().await("its ready line", seconds(60), "ready"::equals);
            ActorRef<BesiegedNode.Cmd> desk = BesiegedNode.desk(friend, address);
            percentile99(desk);
            Look before = Look.at(besieged);
            long quiet = percentile99(desk);
            long away = besideThoseThatStayAway(desk, ports.get(0));
            long during;
            long entered;
            try (Running crowd = Running.startMain(
                    Crowd.class, Integer.toString(ports.get(0)), Integer.toString(CONNECTIONS), "1", PAUSE_MILLIS)) {
                crowd.out().await("that all have come", seconds(60), "all have come"::equals);
                during = percentile99(desk);
                entered = System.nanoTime();
                try (Node newcomer = BesiegedNode.start("newcomer", "127.0.0.1:" + ports.get(2))) {
                    int answer = BesiegedNode.desk(newcomer, address).ask(new BesiegedNode.Ping(), NEWCOMER);
                    entered = System.nanoTime() - entered;
                    assertThat(answer).isEqualTo(1);
                }
                assertThat(Look.at(besieged).descriptors())
                        .as("descriptors while they are there")
                        .isLessThanOrEqualTo(before.descriptors() + SILENT + LEAVING + SLACK);
                crowd.endInput();
                assertThat(crowd.awaitExit(seconds(30))).isZero();
                IO.println("99th percentile of a request's round trip in microseconds: alone " + quiet / 1_000
                        + ", beside " + CONNECTIONS + " silent connections " + away / 1_000
                        + ", beside as many that come back " + during / 1_000
                        + "; a new peer was let in"
                        + " after " + entered / 1_000_000 + " ms; "
                        + crowd.out().texts().getLast() + "; load "
                        + ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
            }
            assertBack(besieged, before);
            assertThat(percentile99(desk)).isPositive();
        }
    }

    /** They write a byte every ten seconds as long as they are borne, and do not come back. */
    private static long besideThoseThatStayAway(ActorRef<BesiegedNode.Cmd> desk, int port) throws Exception {
        try (Running crowd = Running.startMain(
                Crowd.class, Integer.toString(port), Integer.toString(CONNECTIONS), "1", NEVER_MILLIS)) {
            crowd.out().await("that all have come", seconds(60), "all have come"::equals);
            long beside = percentile99(desk);
            crowd.endInput();
            assertThat(crowd.awaitExit(seconds(30))).isZero();
            return beside;
        }
    }

    private static void assertBack(Running besieged, Look before) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + seconds(30).toNanos();
        Look after = Look.at(besieged);
        while (after.descriptors() > before.descriptors() + SLACK && System.nanoTime() < deadline) {
            besieged.awaitNoEnd(Duration.ofMillis(200));
            after = Look.at(besieged);
        }
        assertThat(after.descriptors()).as("descriptors").isLessThanOrEqualTo(before.descriptors() + SLACK);
        assertThat(after.threads()).as("threads").isLessThanOrEqualTo(before.threads() + SLACK);
        assertThat(after.heapBytes() - before.heapBytes()).as("heap").isLessThan(MOST_HEAP_LEFT);
    }

    /** Of a stranger that has all but the last byte of its longest frame here. */
    @Test
    void costsLittleMemoryBeforeItHasSaidWhoItIs() throws Exception {
        int port = FreePorts.choose(1).getFirst();
        int strangers = 250;
        try (Running besieged = Running.startMain(BesiegedNode.class, "127.0.0.1:" + port)) {
            besieged.out().await("its ready line", seconds(60), "ready"::equals);
            Look before = Look.at(besieged);
            try (Running crowd = Running.startMain(
                    Crowd.class, Integer.toString(port), Integer.toString(strangers), "4099", "600000")) {
                crowd.out().await("that all have come", seconds(60), "all have come"::equals);
                Look during = Look.at(besieged);
                while (during.descriptors() < before.descriptors() + strangers) {
                    during = Look.at(besieged);
                }
                long bytes = (during.heapBytes() - before.heapBytes()) / strangers;
                IO.println("a connection that has not shaken hands takes " + bytes + " bytes of heap");
                assertThat(bytes).as("bytes a stranger").isBetween(4_096L, MOST_BYTES_A_STRANGER);
            }
        }
    }

    private static long percentile99(ActorRef<BesiegedNode.Cmd> desk) {
        long[] nanos = new long[ASKS];
        for (int i = 0; i < ASKS; i++) {
            long begun = System.nanoTime();
            int _ = desk.ask(new BesiegedNode.Ping(), seconds(30));
            nanos[i] = System.nanoTime() - begun;
        }
        Arrays.sort(nanos);
        return nanos[ASKS * 99 / 100];
    }
}
