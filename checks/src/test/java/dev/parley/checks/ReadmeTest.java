package dev.parley.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The Java of documents for users is taken from files that are compiled and run. */
class ReadmeTest {
    private static final Pattern JAVA_BLOCK = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL);

    private final Path root = Reactor.root();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "README.md",
                "docs/SIMULATION.md",
                "docs/ACTORS.md",
                "docs/COMING-FROM-AKKA.md",
                "docs/EVOLUTION.md"
            })
    void everyJavaBlockStandsInAnExample(String document) throws IOException {
        List<String> blocks = JAVA_BLOCK
                .matcher(Files.readString(root.resolve(document)))
                .results()
                .map(MatchResult::group)
                .toList();
        assertThat(blocks).hasSizeGreaterThanOrEqualTo(3);
        List<String> examples = examples();
        assertThat(blocks).allSatisfy(block -> {
            String code = block.substring("```java\n".length(), block.length() - "```".length());
            assertThat(examples).anyMatch(example -> example.contains(code));
        });
    }

    /** The peer's side of a comparison is compiled where the peer is. */
    private List<String> examples() throws IOException {
        List<String> examples = new ArrayList<>();
        for (String folder : List.of("examples", "bench/src/test/java/dev/parley/bench/auction")) {
            try (Stream<Path> files = Files.walk(root.resolve(folder))) {
                files.filter(file -> file.toString().endsWith(".java"))
                        .map(ReadmeTest::read)
                        .forEach(examples::add);
            }
        }
        return examples;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
