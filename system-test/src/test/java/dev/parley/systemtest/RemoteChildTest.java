package dev.parley.systemtest;

import static dev.parley.systemtest.Lines.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.FreePorts;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A child on the node of another process: supervised there, replaced by its parent when that process dies. */
class RemoteChildTest {
    private static final Duration PATIENCE = seconds(30);

    @Test
    void isRestartedWhereItThrewAndSpawnedElsewhereWhenItsNodeDies() throws Exception {
        List<String> at =
                FreePorts.choose(3).stream().map(port -> "127.0.0.1:" + port).toList();
        try (Running foreman = Running.startMain(Workshop.class, at.get(0))) {
            foreman.out().await("its ready line", PATIENCE, "ready"::equals);
            try (Running first = offer(foreman, at.get(1), at.get(0));
                    Running second = offer(foreman, at.get(2), at.get(0))) {
                foreman.type("work", "work", "report");
                awaitWorker(foreman, first, 1, 2);

                foreman.type("throw", "work", "report");
                awaitWorker(foreman, first, 2, 1);
                assertThat(ends(foreman)).isEmpty();

                first.signal("KILL");
                foreman.out().await("the worker's end", PATIENCE, line -> line.startsWith("ended: "));
                foreman.type("work", "work", "work", "report");
                awaitWorker(foreman, second, 1, 3);

                foreman.awaitNoEnd(Workshop.FAILURE_TIMEOUT.plusSeconds(1)); // a second end would come by then
                foreman.type("work", "report");
                awaitWorker(foreman, second, 1, 4);
                assertThat(ends(foreman))
                        .singleElement()
                        .asString()
                        .isEqualTo("ended: its node " + at.get(1) + " is down");
            }
        }
    }

    /** A node that has offered its place to the foreman. */
    private static Running offer(Running foreman, String address, String foremanAddress) throws Exception {
        Running node = Running.startMain(Workshop.class, address, foremanAddress);
        foreman.out().await("the offer of " + address, PATIENCE, ("offered " + address)::equals);
        return node;
    }

    private static void awaitWorker(Running foreman, Running where, int instance, int pieces) throws Exception {
        String wanted = "worker in process " + where.pid() + ", instance " + instance + ", pieces " + pieces;
        foreman.out().await("'" + wanted + "'", PATIENCE, wanted::equals);
    }

    private static List<String> ends(Running foreman) {
        return foreman.out().texts().stream()
                .filter(line -> line.startsWith("ended: "))
                .toList();
    }
}
