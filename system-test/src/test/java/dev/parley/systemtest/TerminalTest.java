package dev.parley.systemtest;

import static dev.parley.systemtest.Lines.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.FreePorts;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code parley chat} on a terminal, which {@code script} lends it. */
class TerminalTest {
    @Test
    void sendsTheTypedLineAndEndsQuietlyAfterQuit() throws Exception {
        String address = "127.0.0.1:" + FreePorts.choose(1).getFirst();
        try (Running node = Running.start("node", "--name", "a", "--bind", address, "--failure-timeout", "1s")) {
            node.out().await("its ready line", seconds(30), line -> line.startsWith("ready "));
            try (Running ada =
                    Running.startOnTerminal("chat", "--name", "ada", "--node", address, "--failure-timeout", "1s")) {
                // not that she joined: she does not hear of that where the first answer comes late
                ada.out().await("her room", seconds(30), line -> line.contains("room is on a"));

                ada.type("hi");
                ada.out().await("her line", seconds(20), line -> line.contains("ada:") && line.endsWith(" hi"));
                ada.type("/quit");

                assertThat(ada.awaitExit(seconds(15))).isZero();
                assertThat(shown(ada)).containsOnlyOnce("ada: hi").noneMatch(line -> line.contains("Exception"));
            }
        }
    }

    /** What a person sees of the lines, without colors and the movements of the cursor. */
    private static List<String> shown(Running process) {
        return process.out().texts().stream()
                .map(line -> line.replaceAll("\u001b(\\[[0-9;?]*[a-zA-Z]|[=>])", ""))
                .map(line -> line.substring(line.lastIndexOf('\r') + 1))
                .toList();
    }
}
