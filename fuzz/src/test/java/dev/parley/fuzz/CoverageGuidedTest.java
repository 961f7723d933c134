package dev.parley.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The second engine: Jazzer, which changes inputs towards code that none has reached yet. Short with {@code -Pfull},
 * at length with {@code -Pfuzz}; each run is a process of its own, and all it writes is below {@code target/jazzer}.
 */
@EnabledIf("isWanted")
class CoverageGuidedTest {
    private static final int SECONDS = Boolean.getBoolean("parley.fuzz") ? 60 : 10;
    private static final int CANARY_SECONDS = 60;
    private static final int START_SECONDS = 120;
    private static final int FOUND = 77;
    private static final int SEEDS = 200;
    private static final Path PLACE = Path.of("target", "jazzer").toAbsolutePath();
    private static final Pattern COVERED = Pattern.compile("cov: (\\d+)");

    static boolean isWanted() {
        return Boolean.getBoolean("parley.full") || Boolean.getBoolean("parley.fuzz");
    }

    @ParameterizedTest
    @EnumSource
    void onlyWhatIsDocumentedComesOut(Target target) throws IOException, InterruptedException {
        Launched run = jazzer(target, PLACE.resolve(target.title()), null, SECONDS);

        assertThat(run.exitCode()).as(run.text()).isZero();
        // a version that cannot read our class files runs them as they are and says nothing
        int covered = COVERED.matcher(run.text())
                .results()
                .mapToInt(CoverageGuidedTest::number)
                .max()
                .orElse(0);
        assertThat(covered)
                .as("places in the code that were reached: %s", run.text())
                .isGreaterThan(100);
    }

    @ParameterizedTest
    @EnumSource(
            names = {"PROTOBUF", "PAYLOADS"},
            mode = EnumSource.Mode.EXCLUDE) // their bugs show on the heap alone
    void theEngineFindsAPlantedBug(Canary canary) throws IOException, InterruptedException {
        Path folder = PLACE.resolve(canary.target().title() + "-canary");
        canary.plant(folder.resolve("planted"));

        Launched run = jazzer(canary.target(), folder, folder.resolve("planted"), CANARY_SECONDS);

        assertThat(run.exitCode()).as(run.text()).isEqualTo(FOUND);
        assertThat(run.text()).contains("== Java Exception: ");
    }

    private static int number(MatchResult match) {
        return Integer.parseInt(match.group(1));
    }

    private static Launched jazzer(Target target, Path folder, @Nullable Path planted, int seconds)
            throws IOException, InterruptedException {
        Path corpus = folder.resolve("corpus");
        Files.createDirectories(corpus);
        seed(target, corpus);
        List<String> options = List.of(
                "-D" + CoverageGuided.TARGET + "=" + target.title(),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + CoverageGuided.class.getName(),
                "--instrumentation_includes=dev.parley.**",
                "--custom_hook_includes=dev.parley.**",
                "-max_total_time=" + seconds,
                corpus.toString());
        return Launched.run(folder, planted, options, seconds + START_SECONDS);
    }

    /** What the generator makes of the golden vectors, broken or not, is where the engine begins. */
    private static void seed(Target target, Path corpus) throws IOException {
        Maker maker = target.maker();
        SplittableRandom chance = new SplittableRandom(1);
        for (int i = 0; i < SEEDS; i++) {
            Files.write(corpus.resolve("seed-" + i), maker.next(chance));
        }
    }
}
