package dev.parley.spi;

import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;

/**
 * Runs what is ready. Knows nothing of actors: a cell hands itself over once per activation and keeps its own state.
 *
 * <p>Threading: any thread may call. What the submitting thread wrote before {@link #execute} is seen by the batch.
 */
public interface Dispatcher {
    /**
     * Runs a batch soon. The batch may block; others go on meanwhile.
     *
     * @throws StackOverflowError when the caller has no stack left; then the batch was not taken
     */
    void execute(Runnable batch);

    /**
     * Runs this now. What it hands over on this thread begins at the latest when it has come to its end, with one
     * wake-up for all of it and not one for each; {@link #await} inside does not delay it.
     */
    default void together(Runnable handingOver) {
        handingOver.run();
    }

    /** How many messages a batch may handle before it hands its cell back with {@link #execute}. */
    int batchMessages();

    /**
     * Blocks the calling thread until {@code done} is true. Whoever makes it true then calls {@link #wake} with that
     * thread. May be called from threads of the dispatcher and from foreign ones.
     *
     * @throws Closed when nobody is left who could make it true
     */
    void await(BooleanSupplier done) throws InterruptedException;

    /** Makes a thread in {@link #await} look again. Does nothing to any other. */
    void wake(Thread waiting);

    /** Runs slow work on a thread of its own. */
    void fork(Runnable slow);

    /**
     * A place on an executor of the user's, for one actor; {@code who} it is stands in warnings. Where threads are of
     * the environment's own making, as in a simulation, the place is among the others and the executor is not used.
     */
    default Place on(Executor executor, String who) {
        return Place.amongOthers(this);
    }

    /** A place on a thread of that name which nobody else uses, for one actor; in a simulation as above. */
    default Place onThread(String name) {
        return Place.amongOthers(this);
    }

    /** The environment was closed. Nobody has interrupted the thread that waited. */
    final class Closed extends InterruptedException {
        private static final long serialVersionUID = 1L;

        public Closed() {
            super("the environment was closed");
        }
    }
}
