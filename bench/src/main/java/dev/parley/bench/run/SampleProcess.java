package dev.parley.bench.run;

import dev.parley.bench.process.ChildJvm;
import dev.parley.bench.side.Side;
import dev.parley.bench.workload.Measured;
import dev.parley.bench.workload.Metric;
import dev.parley.bench.workload.Trial;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;

/**
 * A process of its own that runs one workload on one side.
 *
 * <p>Threading: one thread. It ends with {@link #close} and, whatever happens to this process, when its stdin ends.
 */
final class SampleProcess implements AutoCloseable {
    private final Process process;
    private final String name;

    private SampleProcess(Process process, String name) {
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
    Map<Metric, Measured> await(int limitSeconds) throws IOException, InterruptedException {
        // what it writes fits into the pipe, so it can be read afterwards
        if (!process.waitFor(limitSeconds, TimeUnit.SECONDS)) {
            throw new SampleFailed(name + " did not end within " + limitSeconds + " s");
        }
        if (process.exitValue() != 0) {
            throw new SampleFailed(name + " ended with exit code " + process.exitValue());
        }
        Map<Metric, Measured> figures = new EnumMap<>(Metric.class);
        try (BufferedReader lines = process.inputReader(StandardCharsets.US_ASCII)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] words = line.split(" ", -1);
                if (words.length == 4 && words[0].equals(SampleMain.FIGURE)) {
                    figures.put(Metric.valueOf(words[1]), measured(words));
                }
            }
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
