package dev.parley;

import dev.parley.jvm.JvmEnvironment;
import dev.parley.kernel.LocalSystem;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A tree of actors in this process.
 *
 * <p>Threading: any thread. Limits: see {@link SystemConfig}.
 */
public interface ActorSystem extends AutoCloseable {
    /** Starts a system of that name with the default limits. */
    static ActorSystem start(String name) {
        return start(SystemConfig.defaults().withName(name));
    }

    /** Starts a system. */
    static ActorSystem start(SystemConfig config) {
        return LocalSystem.start(config, new JvmEnvironment());
    }

    /** The system's name. */
    String name();

    /**
     * Spawns a child of {@code /user}.
     *
     * @throws IllegalArgumentException when the name is illegal or taken
     * @throws IllegalStateException when the system is closed
     */
    <C> ActorRef<C> spawn(String name, Supplier<? extends Actor<C>> factory, SpawnOption... options);

    /** Spawns a child of {@code /user} with a name of the system's choice. */
    <C> ActorRef<C> spawn(Supplier<? extends Actor<C>> factory, SpawnOption... options);

    /** Stops an actor of this system before its next message. */
    void stop(ActorRef<?> ref);

    /** Stops an actor of this system when it has handled what its mailbox holds now. */
    void stopWhenDrained(ActorRef<?> ref);

    /** Calls {@code onEnd} once when the actor has ended, on a thread of the system: be short. */
    Cancellable watch(ActorRef<?> ref, Consumer<Terminated> onEnd);

    /** Calls {@code listener} for each event, on the thread where it happens: be short and do not throw. */
    Cancellable events(Consumer<SystemEvent> listener);

    /** The system as it is now. Costs a walk over all actors; nothing when nobody asks. */
    SystemSnapshot snapshot();

    /**
     * Lets every actor handle what its mailbox held when close began ({@link SystemConfig#drain}), then stops the tree
     * from the leaves. Returns when it is stopped, or after {@link SystemConfig#closeLimit}, naming in the log who
     * still ran. Closing again waits for the same end.
     */
    @Override
    void close();
}
