package dev.parley.cli.demo;

import dev.parley.cli.process.Installation;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One node in a process of its own. It ends when this process does, because then its stdin ends.
 *
 * @param name the node's name
 * @param address host and port
 * @param process the process
 * @param log where its stderr goes
 * @param ready completes with its ready line, or fails when it ends without one
 */
record NodeChild(String name, String address, Process process, Path log, CompletableFuture<String> ready) {
    private static final Duration READY_LIMIT = Duration.ofSeconds(60);
    private static final Duration LEAVE_LIMIT = Duration.ofSeconds(9);

    /** Starts {@code parley node} from the installation that runs this. */
    static NodeChild start(String name, String address, List<String> peers, Path folder) throws IOException {
        Path log = folder.resolve("node-" + name + ".log");
        Process process = new ProcessBuilder(Installation.command(List.of(
                        "node",
                        "--name",
                        name,
                        "--bind",
                        address,
                        "--peers",
                        String.join(",", peers),
                        "--parent-stdin")))
                .redirectError(log.toFile())
                .start();
        CompletableFuture<String> ready = new CompletableFuture<>();
        Thread.ofVirtual().name("ready-" + name).start(() -> awaitReadyLine(process, ready));
        return new NodeChild(name, address, process, log, ready);
    }

    private static void awaitReadyLine(Process process, CompletableFuture<String> ready) {
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            String line = out.readLine();
            if (line == null) {
                ready.completeExceptionally(new IOException("it ended with exit code " + process.waitFor()));
            } else {
                ready.complete(line);
                while (out.readLine() != null) {
                    // nothing more is expected; a full pipe must not stop the node
                }
            }
        } catch (IOException e) {
            ready.completeExceptionally(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Waits until the node accepts connections.
     *
     * @throws DemoException naming its log
     */
    void awaitReady() throws InterruptedException {
        try {
            ready.get(READY_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new DemoException(
                    "node " + name + " did not start: " + String.valueOf(e.getCause()) + "; its log: " + log);
        } catch (TimeoutException _) {
            throw new DemoException(
                    "node " + name + " was not ready within " + READY_LIMIT.toSeconds() + " s; its log: " + log);
        }
    }

    long pid() {
        return process.pid();
    }

    /** Asks it to leave; does not wait. */
    void askToLeave() {
        try {
            process.getOutputStream().close();
        } catch (IOException _) {
            // it has ended
        }
        process.destroy();
    }

    /** By when, in nanoseconds of this JVM, who is asked now has to have left. */
    static long lastToLeaveNanos() {
        return System.nanoTime() + LEAVE_LIMIT.toNanos();
    }

    /** Waits for its end, and ends it the hard way when it is not there by then (a stopped process never leaves). */
    void awaitEnd(long lastNanos) {
        try {
            long leftNanos = lastNanos - System.nanoTime();
            if (!process.waitFor(leftNanos, TimeUnit.NANOSECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException _) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
