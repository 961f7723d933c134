package dev.parley.fuzz;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A JVM with the class path of this one.
 *
 * @param exitCode negative when it was ended, because its time was over
 * @param text all it said
 */
record Launched(int exitCode, String text) {
    private static final int ENDED = -1;

    /** Runs a main class in {@code directory}; classes in {@code first}, if given, hide those of the same name. */
    static Launched run(Path directory, @Nullable Path first, List<String> options, int limitSeconds)
            throws IOException, InterruptedException {
        Files.createDirectories(directory);
        Path log = directory.resolve("log.txt");
        String classPath = System.getProperty("java.class.path");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+EnableDynamicAgentLoading",
                "-Xmx512m",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=off",
                "-cp",
                first == null ? classPath : first.toAbsolutePath() + File.pathSeparator + classPath));
        command.addAll(options);
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            boolean ended = process.waitFor(limitSeconds, TimeUnit.SECONDS);
            return new Launched(
                    ended ? process.exitValue() : ENDED, Files.readString(log, StandardCharsets.ISO_8859_1));
        } finally {
            process.destroyForcibly();
        }
    }
}
