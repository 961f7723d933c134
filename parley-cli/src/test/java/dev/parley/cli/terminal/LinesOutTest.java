package dev.parley.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LinesOutTest {
    @Test
    void complainsInOneLineThatMovesNoCursorWhateverANodeGaveForAReason() {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        LinesOut screen = new LinesOut(
                new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                PlainText::of);

        screen.complain("was not let in by 127.0.0.1:9001: go\n\u001b]0;away\u0007");

        assertThat(err.toString(StandardCharsets.UTF_8))
                .isEqualTo("parley: was not let in by 127.0.0.1:9001: go\uFFFD\uFFFD]0;away\uFFFD\n");
    }
}
