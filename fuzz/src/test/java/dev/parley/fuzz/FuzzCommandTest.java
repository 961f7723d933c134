package dev.parley.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class FuzzCommandTest {
    /** Who reads one line and goes. */
    private static final class OneLine extends Writer {
        private final StringBuilder read = new StringBuilder();

        @Override
        public void write(char[] text, int offset, int length) throws IOException {
            if (read.indexOf("\n") >= 0) {
                throw new IOException("Broken pipe");
            }
            read.append(text, offset, length);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    @Test
    void stopsWhenNobodyReadsOn() {
        OneLine out = new OneLine();
        StringWriter err = new StringWriter();
        CommandLine fuzz =
                FuzzMain.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));

        assertThat(fuzz.execute("--target", "frames,addresses", "--inputs", "1"))
                .isEqualTo(1);
        assertThat(out.read.toString()).startsWith("target ").hasLineCount(1);
        assertThat(err.toString()).isEqualTo("parley: nobody reads stdout any more\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        --colour | Unknown option: '--colour' (see parley fuzz --help)
        --tarret frames | Unknown option: '--tarret'; did you mean '--target'?
        --seed x | Invalid value for option '--seed': 'x' is not a long
        --target nothing | there is no target 'nothing': there are
        --target frames --inputs 0 | --inputs is 0: choose 1 or more
        --target frames --inputs 1 --seconds 0 | --seconds is 0: choose 1 to 86400
        --target frames --inputs 1 --seconds 9223372037 | --seconds is 9223372037: choose 1 to 86400
        --target frames --inputs 1 --round -1 | --round is -1: choose 0 or more
        """)
    void saysInOneLineWhatIsWrongAndWhatToDo(String arguments, String wanted) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine fuzz =
                FuzzMain.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));

        assertThat(fuzz.execute(arguments.strip().split("\\s+", -1))).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).startsWith("parley: ").contains(wanted).hasLineCount(1);
    }
}
