package dev.parley.systemtest;

import static dev.parley.systemtest.Lines.seconds;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process of the launcher {@code parley}, started for one test. Closing it ends it, whatever it does. */
final class Running implements AutoCloseable {
    private static final Path LAUNCHER = findLauncher();

    private final Process process;
    private final Lines out;
    private final Lines err;

    private Running(Process process, String name) {
        this.process = process;
        this.out = new Lines(name + " (stdout)");
        this.err = new Lines(name + " (stderr)");
        read(process.getInputStream(), out);
        read(process.getErrorStream(), err);
    }

    static Running start(String... arguments) throws IOException {
        return startBehind(List.of(), arguments);
    }

    /** Started by another command, which must become it. */
    static Running startBehind(List<String> prefix, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(prefix);
        command.add(LAUNCHER.toString());
        command.addAll(List.of(arguments));
        return start(command, String.join(" ", arguments));
    }

    /** Its stdout goes to who reads some lines and then goes; the exit code is its own. Arguments without blanks. */
    static Running startReadBy(String reader, String... arguments) throws IOException {
        String command = "set -o pipefail; '" + LAUNCHER + "' " + String.join(" ", arguments) + " | " + reader;
        return start(List.of("bash", "-c", command), String.join(" ", arguments));
    }

    /** With a terminal for stdin, stdout and stderr; what it shows is stdout here. */
    static Running startOnTerminal(String... arguments) throws IOException {
        String command = "stty rows 24 cols 100; exec '" + LAUNCHER + "' " + String.join(" ", arguments);
        return start(
                List.of("script", "--quiet", "--return", "--flush", "--command", command, "/dev/null"),
                String.join(" ", arguments));
    }

    /** A program of the tests, in a JVM of its own. */
    static Running startMain(Class<?> main, String... arguments) throws IOException {
        return startMainBehind(List.of(), main, arguments);
    }

    /** The same, started by another command, which must become it. */
    static Running startMainBehind(List<String> prefix, Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=deny",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        return start(command, main.getSimpleName() + " " + String.join(" ", arguments));
    }

    /** A program of clients/python. */
    static Running startPython(String program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("python3", "-B"));
        command.add(LAUNCHER.resolveSibling("clients")
                .resolve("python")
                .resolve(program)
                .toString());
        command.addAll(List.of(arguments));
        return start(command, program + " " + String.join(" ", arguments));
    }

    private static Running start(List<String> command, String name) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("PARLEY_BUILD", "off");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return new Running(builder.start(), name);
    }

    private static void read(InputStream stream, Lines into) {
        Thread.ofVirtual().start(() -> {
            try (BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                    into.add(line);
                }
            } catch (IOException _) {
                // the process was ended; what it wrote until then counts
            } finally {
                into.end();
            }
        });
    }

    Lines out() {
        return out;
    }

    Lines err() {
        return err;
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Types lines. */
    void type(List<String> lines) throws IOException {
        process.getOutputStream().write((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    void type(String... lines) throws IOException {
        type(List.of(lines));
    }

    void endInput() throws IOException {
        process.getOutputStream().close();
    }

    /** Sends it a signal: KILL, TERM, STOP, CONT. */
    void signal(String name) throws IOException, InterruptedException {
        signal(name, pid());
    }

    static void signal(String name, long pid) throws IOException, InterruptedException {
        int code = new ProcessBuilder("kill", "-" + name, Long.toString(pid))
                .start()
                .waitFor();
        if (code != 0) {
            throw new IOException("kill -" + name + " " + pid + " ended with " + code);
        }
    }

    /** Lets time pass in which it must not end. */
    void awaitNoEnd(Duration time) throws InterruptedException {
        if (process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("ended with " + process.exitValue() + ": " + err.texts());
        }
    }

    /** The exit code, when it has ended and all its output was read. */
    int awaitExit(Duration limit) throws InterruptedException {
        if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            close(); // not every test does
            throw new AssertionError("still running after " + limit + "\nstdout: " + String.join("\n", out.texts())
                    + "\nstderr: " + String.join("\n", err.texts()));
        }
        out.awaitEnd(seconds(5));
        err.awaitEnd(seconds(5));
        return process.exitValue();
    }

    /** Resident memory. Linux only. */
    long residentBytes() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/" + pid() + "/status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("[^0-9]", "")) << 10;
            }
        }
        throw new IOException("no VmRSS for " + pid());
    }

    @Override
    public void close() {
        process.destroyForcibly();
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
