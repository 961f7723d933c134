package dev.parley.stress;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * One run of jcstress in a process of its own; all it writes is below {@code target/jcstress}.
 *
 * <p>Limits: a run that takes {@value #LIMIT_MINUTES} minutes is ended, for jcstress does not end a test that hangs.
 *
 * @param exitCode 0 also when no test was found; negative when it was ended
 * @param log all it said, the results last
 */
record Run(int exitCode, String log) {
    private static final Path PLACE = Path.of("target", "jcstress").toAbsolutePath();
    private static final int LIMIT_MINUTES = 30;
    private static final int HANGS = -1;
    private static final Pattern TALLY = Pattern.compile(
            "Results: (\\d+) planned; (\\d+) passed, (\\d+) failed, (\\d+) soft errs, (\\d+) hard errs");

    /** How the forks of a run ended; one fork is one test with one set of JVM options. */
    record Tally(int planned, int passed, int failed, int errors) {}

    /** Runs the tests which that class path lists, and waits for the end. */
    static Run of(String name, String classPath, List<String> options) {
        try {
            Path directory = Files.createDirectories(PLACE.resolve(name));
            Path log = directory.resolve("run.txt");
            Process process = new ProcessBuilder(command(classPath, options))
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            try {
                boolean ended = process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES);
                return new Run(ended ? process.exitValue() : HANGS, Files.readString(log));
            } finally {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while jcstress ran", e);
        }
    }

    private static List<String> command(String classPath, List<String> options) {
        String access = "--enable-native-access=ALL-UNNAMED"; // it binds threads to processors
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                access,
                "-cp",
                classPath,
                "org.openjdk.jcstress.Main",
                "-r",
                "report",
                "-jvmArgsPrepend",
                access));
        command.addAll(options);
        return command;
    }

    /** How its forks ended; all zero when none was started. */
    Tally tally() {
        return TALLY.matcher(log)
                .results()
                .reduce((_, later) -> later)
                .map(Run::tally)
                .orElse(new Tally(0, 0, 0, 0));
    }

    private static Tally tally(MatchResult line) {
        return new Tally(number(line, 1), number(line, 2), number(line, 3), number(line, 4) + number(line, 5));
    }

    private static int number(MatchResult line, int group) {
        return Integer.parseInt(line.group(group));
    }

    /** Its last part: what failed, with the outcomes that were seen, and where the report is. */
    String results() {
        int start = log.indexOf("RUN RESULTS:");
        return start < 0 ? log : log.substring(start);
    }
}
