package dev.parley.bench.run;

import dev.parley.bench.process.ChildJvm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.apache.pekko.Version;
import org.jspecify.annotations.Nullable;

/**
 * What figures are worth nothing without.
 *
 * @param commit of the checkout, {@code -dirty} when it was changed since
 * @param cores that the JVM may use; the aims are for two
 * @param machine operating system and architecture
 * @param jvm that runs all sides
 * @param pekko the peer's version
 * @param flags of each process
 */
record Circumstances(String commit, int cores, String machine, String jvm, String pekko, List<String> flags) {
    static Circumstances here() throws IOException, InterruptedException {
        return new Circumstances(
                commit(System.getProperty("parley.home")),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"),
                System.getProperty("java.vendor") + " " + System.getProperty("java.runtime.version"),
                Version.current(),
                ChildJvm.FLAGS);
    }

    private static String commit(@Nullable String home) throws IOException, InterruptedException {
        if (home == null) {
            return "unknown";
        }
        try {
            Process git = new ProcessBuilder("git", "-C", Path.of(home).toString(), "describe", "--always", "--dirty")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String said = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return git.waitFor() == 0 ? said : "unknown";
        } catch (IOException noGit) {
            return "unknown";
        }
    }
}
