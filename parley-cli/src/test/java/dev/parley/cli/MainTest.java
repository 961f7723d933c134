package dev.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class MainTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final CommandLine parley =
            Main.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));

    @Test
    void printsNameAndVersionOfTheBuild() {
        assertThat(parley.execute("--version")).isZero();
        assertThat(out.toString()).matches("parley \\d+\\.\\d+\\.\\d+(-SNAPSHOT)?\\R");
    }

    @Test
    void printsUsageWhenAskedForHelp() {
        assertThat(parley.execute("--help")).isZero();
        assertThat(out.toString()).startsWith("Usage: parley").contains("--version");
    }

    @Test
    void refusesAnUnknownOptionWithOneLineAndExitCode2() {
        assertThat(parley.execute("--colour")).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).isEqualTo("parley: Unknown option: '--colour' (see parley --help)\n");
    }
}
