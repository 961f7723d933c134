package dev.parley.cli.simulate;

import dev.parley.cli.options.Exit;
import dev.parley.cli.options.LogOptions;
import dev.parley.testkit.simulation.Steps;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The process that {@code parley simulate} starts for a share of the seeds. Its stdout carries {@link ShardMessage}s;
 * it ends with its stdin, that is when the process that started it does.
 */
@Command(name = "simulate-shard", hidden = true)
@SuppressWarnings("NullAway.Init") // picocli fills it
public final class ShardCommand implements Callable<Integer> {
    @Option(names = "--scenario", required = true)
    private String scenario;

    @Option(names = "--seeds", required = true)
    private String seeds;

    @Mixin
    private KnobOptions knobs;

    @Option(names = "--planted")
    private @Nullable String planted;

    @Option(names = "--until-failure")
    private boolean untilFailure;

    @Option(names = "--steps", description = "Write each step of the first seed to this file instead.")
    private @Nullable Path steps;

    @Mixin
    private LogOptions log;

    @Override
    public Integer call() throws IOException {
        log.apply("off");
        endWithStdin();
        Experiment experiment = Experiment.named(scenario).orElseThrow();
        Order order = new Order(scenario, Seeds.parse(seeds), knobs.given(), planted, untilFailure);
        if (steps != null) {
            Files.write(
                    steps,
                    Steps.of(experiment.scenario(), order.trial(order.seeds().first())));
            return Exit.DONE;
        }
        try (DataOutputStream out =
                new DataOutputStream(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)))) {
            new Shard(order, experiment, message -> send(message, out)).run();
        } catch (UncheckedIOException nobodyReads) {
            return Exit.FELL_SHORT;
        }
        return Exit.DONE;
    }

    /** A seed may take minutes: who would see only at its end that nobody reads on, would run them for nobody. */
    private static void endWithStdin() {
        Thread.ofPlatform().daemon().name("parent-stdin").start(() -> {
            try {
                System.in.transferTo(OutputStream.nullOutputStream());
            } catch (IOException _) {
                // broken is an end, too
            }
            Runtime.getRuntime().halt(Exit.FELL_SHORT);
        });
    }

    private static void send(ShardMessage message, DataOutputStream out) {
        try {
            message.write(out);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
