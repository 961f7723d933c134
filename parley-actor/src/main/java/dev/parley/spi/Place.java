package dev.parley.spi;

/**
 * Where the batches of one actor run that does not share the dispatcher's threads.
 *
 * <p>Threading: any thread, but one batch is handed over at a time: the next one when the last has begun. What the
 * submitting thread wrote before {@link #execute} is seen by the batch.
 *
 * <p>Failure: never throws, and forgets no batch; where it cannot run one the dispatcher does. Only when the
 * environment is closed are batches forgotten.
 */
public interface Place {
    /** No place of its own: batches run as those of all the others do. */
    static Place amongOthers(Dispatcher dispatcher) {
        return new Place() {
            @Override
            public void execute(Runnable batch) {
                dispatcher.execute(batch);
            }

            @Override
            public void close() {}
        };
    }

    /** Runs a batch soon, and not in the calling thread. */
    void execute(Runnable batch);

    /** No batch comes any more. May be called in the last one, and more than once. */
    void close();
}
