package dev.parley.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.bench.far.FarWorkload;
import dev.parley.bench.side.Side;
import dev.parley.cli.Main;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class RemoteCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final CommandLine parley =
            Main.commandLine(new Bench()).setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));

    @Command(name = "bench", subcommands = RemoteCommand.class)
    private static final class Bench {}

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        --workload tell-1 | there is no workload 'tell-1': there are round-trip-1, round-trip-64,
        --rounds 100 | --rounds is 100: choose 1 to 99, usually 3
        --seconds 0 | --seconds is 0: choose 1 to 60
        --peer erlang | Invalid value for option '--peer': expected one of [pekko, none]
        --second 3 | Unknown option: '--second'; did you mean '--seconds'?
        """)
    void refusesAMistakeWithOneLineAndExitCode2(String options, String line) {
        assertThat(parley.execute(("bench remote " + options).split(" "))).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).startsWith("parley: " + line).containsOnlyOnce("\n");
    }

    @Test
    void itsHelpSpeaksOfAColumnThatThereIs() {
        assertThat(parley.execute("bench", "remote", "--help")).isZero();
        assertThat(out.toString().replaceAll("\\s+", " ")).contains("see the column others");
        assertThat(Table.head("floor").split(" +")).contains("others");
    }

    @Test
    void listsTheWorkloads() {
        assertThat(parley.execute("bench", "remote", "--list")).isZero();
        assertThat(out.toString()).contains("  round-trip-1 ", "  halted ").doesNotContain("tell-1");
    }

    @Test
    void withoutThePeerRawSocketsRemain() {
        Agenda agenda = new Agenda(List.of(FarWorkload.ONE_WAY), 3, 2, false, OptionalInt.empty());

        assertThat(agenda.sides(FarWorkload.ONE_WAY)).containsExactly(Side.PARLEY, Side.RAW);
    }
}
