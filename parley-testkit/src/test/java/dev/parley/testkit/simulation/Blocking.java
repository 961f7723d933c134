package dev.parley.testkit.simulation;

import dev.parley.remote.transport.NodeEnvironment;
import java.util.function.BooleanSupplier;

/** Waiting in lambdas that cannot throw. */
final class Blocking {
    private Blocking() {}

    static void await(NodeEnvironment environment, BooleanSupplier done) {
        try {
            environment.dispatcher().await(done);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
