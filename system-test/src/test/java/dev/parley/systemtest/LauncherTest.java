package dev.parley.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code parley} at the root of the project. */
class LauncherTest {
    private static final Path LAUNCHER = findLauncher();

    /** What the script calls besides the shell; without Maven. */
    private static final List<String> TOOLS = List.of(
            "bash", "cat", "dirname", "find", "flock", "grep", "mkdir", "readlink", "rm", "sleep", "tail", "touch");

    @TempDir
    private Path directory;

    /** What one run of the launcher left behind. */
    private record Outcome(int exitCode, String out, String err) {}

    @Test
    void printsTheVersionAndNothingElse() throws Exception {
        Outcome outcome = run(LAUNCHER, Map.of(), "--version");

        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out()).matches("parley \\d+\\.\\d+\\.\\d+(-SNAPSHOT)?\\R");
        assertThat(outcome.exitCode()).isZero();
    }

    @Test
    void startsFromAnyDirectoryThroughRelativeAndAbsoluteLinks() throws Exception {
        Path folder = Files.createDirectories(directory.resolve("with space"));
        Path absolute = Files.createSymbolicLink(folder.resolve("absolute link"), LAUNCHER);
        Path relative = Files.createSymbolicLink(directory.resolve("link"), Path.of("with space", "absolute link"));

        assertThat(run(absolute, Map.of(), "--version").exitCode()).isZero();
        assertThat(run(relative, Map.of(), "--version").exitCode()).isZero();
        Files.delete(relative);
        Files.delete(absolute);
    }

    @Test
    void passesArgumentsAndTheExitCodeOn() throws Exception {
        Outcome outcome = run(LAUNCHER, Map.of(), "--no such option");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).contains("--no such option");
    }

    @Test
    void saysWhatToInstallWhenThereIsNothingToBuildWith() throws Exception {
        Path copy = Files.copy(
                LAUNCHER, Files.createDirectories(directory.resolve("a copy")).resolve("parley"));
        Path tools = Files.createDirectories(directory.resolve("bin"));
        for (String tool : TOOLS) {
            Path script = Files.writeString(tools.resolve(tool), "#!/bin/sh\nexec " + onPath(tool) + " \"$@\"\n");
            assertThat(script.toFile().setExecutable(true)).isTrue();
        }

        Outcome outcome = run(copy, Map.of("PATH", tools.toString(), "PARLEY_BUILD", "on"), "--version");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).contains("there is no Maven").contains("apt install maven");
    }

    @Test
    void saysInOneLineThatTheBenchmarksNeedTheSources() throws Exception {
        Path copy = Files.copy(
                LAUNCHER, Files.createDirectories(directory.resolve("a copy")).resolve("parley"));

        Outcome outcome = run(copy, Map.of(), "bench", "local");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err())
                .isEqualTo("parley: the benchmarks need the sources: clone them and run ./parley bench there.\n");
    }

    @Test
    void findsItselfWhateverThePathOfTheCommandCdIs() throws Exception {
        Path home = Files.createDirectories(directory.resolve("home").resolve("bin"));
        Files.copy(LAUNCHER, home.resolve("parley"));
        Path elsewhere = Files.createDirectories(directory.resolve("elsewhere"));
        Files.createDirectories(elsewhere.resolve("home").resolve("bin"));

        Outcome outcome = run(Path.of("home", "bin", "parley"), Map.of("CDPATH", elsewhere.toString()), "--version");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err())
                .startsWith("parley: PARLEY_BUILD is off, and nothing was built yet: " + home.toRealPath() + "/")
                .hasLineCount(1);
    }

    @Test
    void buildsAgainAfterABuildThatFailedWhenTheJarWasThereAlready() throws Exception {
        Path home = Files.createDirectories(directory.resolve("a copy"));
        Path copy = Files.copy(LAUNCHER, home.resolve("parley"));
        Path module = Files.createDirectories(home.resolve("parley-cli"));
        Files.createDirectories(module.resolve("src").resolve("main"));
        Files.createFile(module.resolve("pom.xml"));
        Files.createFile(home.resolve("pom.xml"));
        Path target = module.resolve("target");
        Files.createDirectories(target.resolve("lib"));
        Path tools = Files.createDirectories(directory.resolve("bin"));
        Path mvn = Files.writeString(
                tools.resolve("mvn"),
                "#!/bin/sh\ntouch '" + target + "/parley-cli-0.1.0-SNAPSHOT.jar'\necho '[ERROR] no lib'\nexit 1\n");
        assertThat(mvn.toFile().setExecutable(true)).isTrue();
        Map<String, String> environment = Map.of("PATH", tools + ":" + System.getenv("PATH"), "PARLEY_BUILD", "on");

        assertThat(run(copy, environment, "--version").err()).contains("[ERROR] no lib", "the build failed");
        assertThat(run(copy, environment, "--version").err()).contains("[ERROR] no lib", "the build failed");
    }

    @Test
    void fuzzesWithTheVectorsOfToday() throws Exception {
        Path home = Files.createDirectories(directory.resolve("a copy"));
        Path copy = Files.copy(LAUNCHER, home.resolve("parley"));
        for (String module : List.of("parley-cli", "fuzz")) {
            Path sources =
                    Files.createDirectories(home.resolve(module).resolve("src").resolve("main"));
            Files.createFile(sources.resolveSibling("../pom.xml").normalize());
        }
        Files.createFile(home.resolve("pom.xml"));
        Path vectors = Files.createDirectories(home.resolve("docs").resolve("vectors"));
        Path target = home.resolve("fuzz").resolve("target");
        Files.createDirectories(target.resolve("lib"));
        Path jar = Files.createFile(target.resolve("fuzz-0.1.0-SNAPSHOT.jar"));
        Path vector = Files.createFile(vectors.resolve("frames.json"));
        Files.setLastModifiedTime(vector, FileTime.from(Instant.now().plusSeconds(60)));
        Path tools = Files.createDirectories(directory.resolve("bin"));
        Path mvn = Files.writeString(tools.resolve("mvn"), "#!/bin/sh\necho '[ERROR] asked to build'\nexit 1\n");
        assertThat(mvn.toFile().setExecutable(true)).isTrue();
        Map<String, String> environment = Map.of("PATH", tools + ":" + System.getenv("PATH"), "PARLEY_BUILD", "on");

        assertThat(run(copy, environment, "fuzz", "--list").err()).contains("asked to build");

        Files.setLastModifiedTime(jar, FileTime.from(Instant.now().plusSeconds(120)));
        assertThat(run(copy, environment, "fuzz", "--list").err()).doesNotContain("asked to build");
    }

    private Outcome run(Path launcher, Map<String, String> environment, String... arguments) throws Exception {
        Path out = directory.resolve("out");
        Path err = directory.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(launcher.toString())
                .directory(directory.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.command().addAll(List.of(arguments));
        builder.environment().put("PARLEY_BUILD", "off");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("still running after 60 s: " + builder.command());
        }
        return new Outcome(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    private static Path onPath(String tool) throws IOException, InterruptedException {
        Process which = new ProcessBuilder("/bin/sh", "-c", "command -v " + tool).start();
        String path = new String(which.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(which.waitFor()).as(tool + " is on the PATH").isZero();
        return Path.of(path);
    }

    private static Path findLauncher() {
        Path directory = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(directory.resolve(".mvn"))) {
            directory = directory.getParent();
            if (directory == null) {
                throw new IllegalStateException("no directory above the working directory holds .mvn");
            }
        }
        return directory.resolve("parley");
    }
}
