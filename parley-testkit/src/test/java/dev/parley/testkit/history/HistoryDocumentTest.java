package dev.parley.testkit.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The text says what the code does: its tables and its example are read and compared. */
class HistoryDocumentTest {
    private static final Pattern EXAMPLE = Pattern.compile("```json\n(.*?\n)```", Pattern.DOTALL);

    private final String text = read();

    @Test
    void eventTableIsTheSealedInterface() {
        Map<String, String> written = new TreeMap<>();
        for (String[] cells : rowsBelow("| type | fields | written |")) {
            written.put(cells[1].strip().replace("`", ""), cells[2].strip());
        }
        Map<String, String> declared = new TreeMap<>();
        EntryJson.types()
                .forEach((name, type) -> declared.put(
                        name,
                        Arrays.stream(type.getRecordComponents())
                                .map(RecordComponent::getName)
                                .collect(Collectors.joining(", "))));

        assertThat(written).isEqualTo(declared);
    }

    @Test
    void kindTableIsWhatTheCasesBreak() {
        List<String> written = rowsBelow("| kind | what was broken |").stream()
                .map(cells -> cells[1].strip().replace("`", ""))
                .toList();

        assertThat(written)
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(
                        Case.bad().stream().map(Case::kind).distinct().toList());
    }

    @Test
    void everyKindThatTheCodeNamesHasACase() throws IOException {
        Pattern kind = Pattern.compile("\"([a-z]+(?:-[a-z]+)+)\"");
        List<String> named;
        try (var files = Files.list(Path.of("src/main/java/dev/parley/testkit/history"))) {
            named = files.filter(file -> file.toString().endsWith("Checker.java"))
                    .flatMap(file -> kind.matcher(read(file)).results().map(match -> match.group(1)))
                    .distinct()
                    .toList();
        }

        assertThat(named).hasSizeGreaterThan(40).allMatch(name -> text.contains("| `" + name + "` |"));
    }

    @Test
    void exampleIsAnEntry() throws IOException {
        Matcher example = EXAMPLE.matcher(text);
        assertThat(example.find()).isTrue();

        Entry entry = Recording.read("example", new StringReader(example.group(1)))
                .entries()
                .getFirst();

        assertThat(EntryJson.line(entry)).isEqualTo(example.group(1));
    }

    @Test
    void everyConstantIsNamed() {
        assertThat(Event.End.values()).allSatisfy(end -> assertThat(text).contains(end.name()));
        assertThat(Event.Outcome.values())
                .allSatisfy(outcome -> assertThat(text).contains(outcome.name()));
    }

    private List<String[]> rowsBelow(String heading) {
        List<String> lines = text.lines().toList();
        int first = lines.indexOf(heading);
        assertThat(first).as(heading).isNotNegative();
        return lines.subList(first + 2, lines.size()).stream()
                .takeWhile(line -> line.startsWith("|"))
                .map(line -> line.split("\\|", -1))
                .toList();
    }

    private static String read() {
        return read(Path.of("../docs/HISTORY.md"));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
