package dev.parley.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.bench.side.Side;
import dev.parley.bench.workload.Workload;
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

class LocalCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final CommandLine parley =
            Main.commandLine(new Bench()).setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));

    @Command(name = "bench", subcommands = LocalCommand.class)
    private static final class Bench {}

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        --workload tell | there is no workload 'tell': there are tell-1, tell-8, fan-in,
        --rounds 0 | --rounds is 0: choose 1 to 99, usually 3
        --seconds 61 | --seconds is 61: choose 1 to 60
        --peer akka | Invalid value for option '--peer': expected one of [pekko, none]
        --round 3 | Unknown option: '--round'; did you mean '--rounds'?
        """)
    void refusesAMistakeWithOneLineAndExitCode2(String options, String line) {
        assertThat(parley.execute(("bench local " + options).split(" "))).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).startsWith("parley: " + line).containsOnlyOnce("\n");
    }

    @Test
    void itsHelpSpeaksOfAColumnThatThereIs() {
        assertThat(parley.execute("bench", "local", "--help")).isZero();
        assertThat(out.toString().replaceAll("\\s+", " ")).contains("see the column others");
        assertThat(Table.head("floor").split(" +")).contains("others");
    }

    @Test
    void listsTheWorkloads() {
        assertThat(parley.execute("bench", "local", "--list")).isZero();
        assertThat(out.toString()).contains("  tell-1 ", "  sleepers ");
    }

    @Test
    void aPeerThatIsNotWantedTakesNoTurn() {
        Agenda agenda = new Agenda(List.of(Workload.TELL_1), 3, 2, false, OptionalInt.empty());

        assertThat(agenda.sides(Workload.TELL_1)).containsExactly(Side.PARLEY, Side.FLOOR);
        assertThat(agenda.expectedSeconds()).isEqualTo(3 * 2 * (2 + 2 * 2));
    }
}
