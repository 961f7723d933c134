package dev.parley.jvm;

/**
 * Runs what is ready on a platform thread while all carriers are pinned or spin: blocked in native code, in file
 * streams, in class initialisation, or busy in one long handler each.
 *
 * <p>Threading: {@link #run} belongs to its own thread; the rest to the sampler.
 */
final class Rescue implements Runnable {
    private final Workers workers;
    private final Thread thread;
    private volatile boolean needed = true;
    private volatile long ticks;

    Rescue(Workers workers, Thread.Builder builder) {
        this.workers = workers;
        thread = builder.unstarted(this);
    }

    Thread thread() {
        return thread;
    }

    /** How many batches it began. */
    long ticks() {
        return ticks;
    }

    /** It ends after the batch that it runs. */
    void dismiss() {
        needed = false;
    }

    @Override
    public void run() {
        Thread.currentThread().setContextClassLoader(workers.classLoader());
        while (turn()) {}
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer
    private boolean turn() {
        Runnable batch = workers.isOpen() && needed ? workers.ready().poll() : null;
        if (batch == null) {
            return false;
        }
        ticks++;
        Guarded.run(batch);
        return true;
    }
}
