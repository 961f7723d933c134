package dev.parley.bench.run;

import dev.parley.bench.process.ChildJvm;
import dev.parley.bench.side.Side;
import dev.parley.bench.workload.Measured;
import dev.parley.bench.workload.Metric;
import dev.parley.bench.workload.Trial;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A process of its own that runs one workload on one side.
 *
 * <p>Threading: one thread. It ends with {@link #close} and, whatever happens to this process, when its stdin ends.
 */
final class SampleProcess implements AutoCloseable {
    private final Process process;
    private final String name;

    SampleProcess(Process process, String name) {
        this.process = process;
        this.name = name;
    }

    static SampleProcess start(Trial trial, Side side, int seconds) throws IOException {
        List<String> command =
                ChildJvm.command(SampleMain.class, trial.title(), side.title(), Integer.toString(seconds));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        return new SampleProcess(process, trial.title() + " on " + side.title());
    }

    /**
     * Its figures, once it has ended.
     *
     * @throws SampleFailed when it has none, or not within the limit
     */
    Map<Metric, Measured> await(int limitSeconds) throws InterruptedException {
        // a JVM may have been asked for more on stdout than fits into the pipe, for its collector's log
        CompletableFuture<List<String>> lines = CompletableFuture.supplyAsync(this::lines, Thread.ofVirtual()::start);
        if (!process.waitFor(limitSeconds, TimeUnit.SECONDS)) {
            throw new SampleFailed(name + " did not end within " + limitSeconds + " s");
        }
        if (process.exitValue() != 0) {
            throw new SampleFailed(name + " ended with exit code " + process.exitValue());
        }
        return figures(lines.join());
    }

    private List<String> lines() {
        return process.inputReader(StandardCharsets.US_ASCII).lines().toList();
    }

    private Map<Metric, Measured> figures(List<String> lines) {
        Map<Metric, Measured> figures = new EnumMap<>(Metric.class);
        for (String line : lines) {
            if (line.startsWith(SampleMain.FIGURE + " ")) {
                String[] words = line.split(" ", -1);
                try {
                    figures.put(Metric.valueOf(words[1]), measured(words));
                } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException garbled) {
                    throw new SampleFailed(name + " says '" + line + "'");
                }
            }
        }
        if (figures.isEmpty()) {
            throw new SampleFailed(name + " ended without figures");
        }
        return figures;
    }

    private static Measured measured(String[] words) {
        double cpuNanos = Double.parseDouble(words[3]);
        return new Measured(
                Double.parseDouble(words[2]),
                Double.isNaN(cpuNanos) ? OptionalDouble.empty() : OptionalDouble.of(cpuNanos));
    }

    /** What happens to it when whoever started it is gone. */
    void orphan() throws IOException {
        process.getOutputStream().close();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
