package dev.parley.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CutLinesTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "a", "a\n", "\n", "a\r\nb\rc\n\nd", "\r\n\r\n", "\n\r", "a\r", "\r\r\nb\n\n"})
    void findsTheLinesThatReadLineFinds(String text) throws IOException {
        List<String> lines = new ArrayList<>();
        CutLines cut = new CutLines(new StringReader(text), 10);
        for (String line = cut.next(); line != null; line = cut.next()) {
            lines.add(line);
        }

        assertThat(lines)
                .isEqualTo(new BufferedReader(new StringReader(text)).lines().toList());
    }

    @Test
    void givesTheBeginningOfALongLineAndGoesOnBehindIt() throws IOException {
        CutLines cut = new CutLines(new StringReader("12345\n123456\r\n1\n"), 5);

        assertThat(cut.next()).isEqualTo("12345");
        assertThat(cut.next()).isEqualTo("12345");
        assertThat(cut.next()).isEqualTo("1");
        assertThat(cut.next()).isNull();
    }
}
