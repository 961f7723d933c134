package dev.parley.cli.simulate;

import dev.parley.cli.process.Installation;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A process that runs a share of the seeds.
 *
 * <p>Threading: {@link #await} on any one thread, {@link #close} on any.
 *
 * <p>Failure: a process that ends without having finished is an IOException; its stderr is that of this process.
 */
final class ShardProcess implements AutoCloseable {
    /** What simulated threads need: their scheduler is an internal of the JDK. */
    private static final List<String> SIMULATION =
            List.of("--add-opens", "java.base/java.lang=ALL-UNNAMED", "-Djdk.trackAllThreads=false");

    private static final List<String> USUAL = List.of("-XX:+UseSerialGC", "-Xmx1g");

    /** Another collector, another compiler, other identity hashes: none of them may change a trace. */
    private static final List<String> OTHER = List.of(
            "-XX:+UseParallelGC",
            "-Xmx1g",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UnlockExperimentalVMOptions",
            "-XX:hashCode=2");

    private final Process process;

    private ShardProcess(Process process) {
        this.process = process;
    }

    /** Starts one with the usual flags; {@code planted} is a folder with changed classes. */
    static ShardProcess start(Order order, @Nullable Path planted) throws IOException {
        return start(USUAL, planted, arguments(order));
    }

    /** Starts one with other flags, to see whether they make a difference. */
    static ShardProcess startWitness(Order order, @Nullable Path planted) throws IOException {
        return start(OTHER, planted, arguments(order));
    }

    /** Has every step of the first seed written to a file. */
    static ShardProcess startForSteps(Order order, @Nullable Path planted, Path file, boolean witness)
            throws IOException {
        List<String> arguments = arguments(order);
        arguments.addAll(List.of("--steps", file.toString()));
        return start(witness ? OTHER : USUAL, planted, arguments);
    }

    private static ShardProcess start(List<String> flags, @Nullable Path planted, List<String> arguments)
            throws IOException {
        List<String> options = new ArrayList<>(SIMULATION);
        options.addAll(flags);
        List<Path> inFront = planted == null ? List.of() : List.of(planted);
        return new ShardProcess(new ProcessBuilder(Installation.command(options, inFront, arguments))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    private static List<String> arguments(Order order) {
        List<String> arguments = new ArrayList<>(List.of(
                "simulate-shard",
                "--scenario",
                order.experiment(),
                "--seeds",
                order.seeds().toString()));
        order.knobs().forEach((knob, value) -> arguments.addAll(List.of("--" + knob, value.toString())));
        if (order.planted() != null) {
            arguments.addAll(List.of("--planted", order.planted()));
        }
        if (order.untilFailure()) {
            arguments.add("--until-failure");
        }
        return arguments;
    }

    /** Hands on what it says, until it has finished. */
    void await(Consumer<ShardMessage> listener) throws IOException, InterruptedException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(process.getInputStream()))) {
            ShardMessage next = ShardMessage.read(in);
            while (!(next instanceof ShardMessage.Finished)) {
                listener.accept(next);
                next = ShardMessage.read(in);
            }
        } catch (EOFException e) {
            throw new IOException(
                    "a simulating process ended early, with exit code " + process.waitFor() + ": what it said is above;"
                            + " if it was killed for its memory, choose fewer --processes",
                    e);
        }
    }

    /** Waits for its end. */
    void awaitEnd() throws InterruptedException {
        process.waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
