package dev.parley.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The single-file programs of the README run without a build. */
class SourceFilesTest {
    @Test
    void helloIsAtMostTenLinesAndPrints() throws IOException, InterruptedException {
        assertThat(Files.readAllLines(Path.of("Hello.java"))).hasSizeLessThanOrEqualTo(10);
        assertThat(outputOf("Hello.java")).containsExactly("Hello, world!");
    }

    @Test
    void counterCounts() throws IOException, InterruptedException {
        assertThat(outputOf("Counter.java")).containsExactly("42");
    }

    private static List<String> outputOf(String file) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        file)
                .redirectErrorStream(true)
                .start();
        List<String> lines = process.inputReader().lines().toList();

        assertThat(process.waitFor()).as("exit code; it wrote %s", lines).isZero();
        return lines;
    }
}
