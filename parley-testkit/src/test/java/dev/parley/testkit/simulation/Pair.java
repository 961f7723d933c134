package dev.parley.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.remote.Endpoint;
import dev.parley.remote.transport.NodeEnvironment;
import dev.parley.testkit.transport.Recorder;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;

/** Hosts a and b, and a connection from a to b. */
final class Pair {
    static final Endpoint B = new Endpoint("b", 9000);
    static final Duration LIMIT = Duration.ofSeconds(5);

    final NodeEnvironment a;
    final NodeEnvironment b;
    final List<Recorder> accepted = new ArrayList<>();
    final Recorder here;
    final Recorder there;
    private final Simulation simulation;

    Pair(Simulation simulation) throws IOException {
        this.simulation = simulation;
        a = simulation.node("a");
        b = simulation.node("b");
        b.transport().bind(B, _ -> {
            accepted.add(new Recorder());
            return accepted.getLast();
        });
        here = dial(B);
        until(() -> here.isOpened() && !accepted.isEmpty());
        there = accepted.getFirst();
    }

    static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        new Random(count).nextBytes(bytes);
        return bytes;
    }

    Recorder dial(Endpoint to) {
        Recorder dialling = new Recorder();
        execute(() -> a.transport().dial(to, LIMIT, dialling));
        return dialling;
    }

    /** Does something on the loop of a. */
    void execute(Runnable task) {
        a.transport().execute(task);
    }

    void write(byte[] message) {
        execute(() -> here.write(message));
    }

    void answer(byte[] message) {
        b.transport().execute(() -> there.write(message));
    }

    void until(BooleanSupplier condition) {
        assertThat(simulation.runUntil(condition, Duration.ofMinutes(1))).isTrue();
    }
}
