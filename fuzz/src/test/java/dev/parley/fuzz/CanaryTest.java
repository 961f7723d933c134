package dev.parley.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A fuzzer that finds nothing proves nothing: each target must find the bug that is planted for it. */
class CanaryTest {
    private static final int SECONDS = 60;
    private static final Pattern AGAIN =
            Pattern.compile("again: \\./parley (fuzz --target \\S+ --seed \\S+ --round \\d+)");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void theGeneratorFindsAPlantedBugAndRepeatsIt(Canary canary) throws IOException, InterruptedException {
        Path planted = folder.resolve("planted");
        canary.plant(planted);

        Launched first = fuzz(
                planted,
                List.of(
                        "fuzz",
                        "--target",
                        canary.target().title(),
                        "--inputs",
                        "100000000",
                        "--seconds",
                        "" + SECONDS));

        assertThat(first.exitCode()).as(first.text()).isEqualTo(1);
        Matcher again = AGAIN.matcher(first.text());
        assertThat(again.find()).as(first.text()).isTrue();
        Launched second = fuzz(planted, List.of(again.group(1).split(" ")));
        assertThat(second.exitCode()).as(second.text()).isEqualTo(1);
        assertThat(second.text().lines().filter(line -> line.contains(", input ")))
                .isEqualTo(first.text()
                        .lines()
                        .filter(line -> line.contains(", input "))
                        .toList());
    }

    private Launched fuzz(Path planted, List<String> arguments) throws IOException, InterruptedException {
        List<String> options = new ArrayList<>(List.of("-XX:TieredStopAtLevel=1", FuzzMain.class.getName()));
        options.addAll(arguments);
        return Launched.run(folder, planted, options, 3 * SECONDS);
    }
}
