package dev.parley.testkit;

import dev.parley.ActorSystem;
import dev.parley.DeadLetter;
import dev.parley.SystemConfig;
import dev.parley.SystemEvent;
import dev.parley.spi.RemoteBridge;
import dev.parley.spi.SystemAccess;
import dev.parley.testkit.simulation.Scenario;
import dev.parley.testkit.simulation.Simulation;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * What an {@link ActorTest} has in its hands: an actor system in virtual time, and probes. It is not closed at the end:
 * the run simply ends.
 *
 * <p>Threading: the thread of the test.
 */
public final class ActorTestKit implements SimulatedWorld {
    private final Simulation simulation;
    private final RandomGenerator random;
    private final List<DeadLetter> deadLetters = new ArrayList<>();
    private final ActorSystem system;
    private int systemCount;

    /** What a test does with a kit. */
    @FunctionalInterface
    public interface Script {
        /** Runs and asserts. Keeps nothing between runs. */
        void run(ActorTestKit kit) throws Exception;
    }

    ActorTestKit(Simulation simulation) {
        this.simulation = simulation;
        this.random = new SplittableRandom(simulation.seed());
        this.system = start(SystemConfig.defaults().withName("test"));
    }

    /** A script as a scenario, to be run again with what a report has found. */
    public static Scenario scenario(Script script) {
        return simulation -> script.run(new ActorTestKit(simulation));
    }

    /** The system, whose name is {@code test}. */
    public ActorSystem system() {
        return system;
    }

    /** Starts another system in the same time, such as one with tiny mailboxes. */
    public ActorSystem start(SystemConfig config) {
        ActorSystem started = SystemAccess.start(
                config, simulation.node("system-" + ++systemCount), _ -> RemoteBridge.none(config.name()));
        started.events(event -> {
            simulation.note(started.name(), new Chronicle.Line(event));
            if (event instanceof SystemEvent.Dropped(DeadLetter letter)) {
                deadLetters.add(letter);
            }
        });
        return started;
    }

    /** A probe in {@link #system}. */
    public <M> TestProbe<M> probe() {
        return TestProbe.start(system);
    }

    /** What nobody handled so far, in all systems. */
    public List<DeadLetter> deadLetters() {
        return List.copyOf(deadLetters);
    }

    @Override
    public Simulation simulation() {
        return simulation;
    }

    @Override
    public RandomGenerator random() {
        return random;
    }
}
