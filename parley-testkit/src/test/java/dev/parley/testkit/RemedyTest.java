package dev.parley.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A JVM without the option that simulated threads need is told what to write where. */
class RemedyTest {
    /** A test that passes where it can run. */
    @Launched.Only
    static final class Simple {
        @SimulationTest(nodes = 1, seeds = 1)
        void starts(SimulatedCluster cluster) {
            cluster.start();
        }
    }

    /** The other JVM. */
    static final class Main {
        private Main() {}

        static void main() {
            Launched launched = Launched.run(Simple.class);
            IO.println(launched.passed().isEmpty() ? launched.failure("starts").getMessage() : "passed");
        }
    }

    @Test
    void theRemedyIsExact() throws IOException, InterruptedException {
        assertThat(output()).contains("""
              Maven, in the configuration of maven-surefire-plugin:
                <argLine>--add-opens=java.base/java.lang=ALL-UNNAMED -Djdk.trackAllThreads=false</argLine>
              Gradle, in tasks.test:
                jvmArgs("--add-opens=java.base/java.lang=ALL-UNNAMED", "-Djdk.trackAllThreads=false")
              elsewhere, as options of the JVM:
                --add-opens=java.base/java.lang=ALL-UNNAMED -Djdk.trackAllThreads=false
            """);
    }

    @Test
    void theRemedyHelps() throws IOException, InterruptedException {
        assertThat(output("--add-opens=java.base/java.lang=ALL-UNNAMED", "-Djdk.trackAllThreads=false"))
                .isEqualTo("passed\n");
    }

    private static String output(String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = String.join("\n", process.inputReader().lines().toList()) + "\n";
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
