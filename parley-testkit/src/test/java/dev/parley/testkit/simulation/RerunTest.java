package dev.parley.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command that a report shows fits the build. */
class RerunTest {
    private static final String TEST = "com.example.BankTest#transfers";

    @TempDir
    Path top;

    private String command(String directory, String... files) throws IOException {
        for (String file : files) {
            Path path = top.resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, "<module>core</module> <module>bank</module>");
        }
        return new Rerun(top.resolve(directory), TEST).command(7);
    }

    @Test
    void aProjectOfOneModuleIsTestedFromItsFolder() throws IOException {
        assertThat(command("bank", "bank/pom.xml")).isEqualTo("mvn test '-Dtest=" + TEST + "' -Dparley.seed=7");
    }

    @Test
    void aModuleIsTestedFromTheFolderOfAllModules() throws IOException {
        assertThat(command("core/bank", "core/bank/pom.xml", "core/pom.xml", "pom.xml"))
                .isEqualTo("mvn -pl core/bank -am test '-Dtest=" + TEST
                        + "' -Dsurefire.failIfNoSpecifiedTests=false -Dparley.seed=7");
    }

    @Test
    void aParentThatDoesNotListTheModuleIsNotItsFolder() throws IOException {
        assertThat(command("other", "other/pom.xml", "pom.xml")).startsWith("mvn test ");
    }

    @Test
    void gradleIsCalledByItsNames() throws IOException {
        assertThat(command("bank", "bank/build.gradle.kts"))
                .isEqualTo("gradle test --tests 'com.example.BankTest.transfers' -Dparley.seed=7");
    }

    @Test
    void withoutABuildThePropertyIsNamed() throws IOException {
        assertThat(command("bank")).isEqualTo("run " + TEST + " with -Dparley.seed=7");
    }
}
