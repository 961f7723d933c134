package dev.parley.bench.side;

import java.util.concurrent.CompletableFuture;

/**
 * What workloads need of a side. Each side says it in its own idiom; the handlers are the same code.
 *
 * <p>Threading: any thread that is not an actor's.
 *
 * <p>Failure: a side that has no such thing throws UnsupportedOperationException.
 */
public interface Stage extends AutoCloseable {
    /** An actor without a parent of the user's own. */
    <M> Post<M> spawn(Handler<M> handler);

    /** The same where handlers that block belong. */
    default <M> Post<M> spawnBlocking(Handler<M> handler) {
        return spawn(handler);
    }

    /** An actor that answers each number with itself. */
    default Echo echo() {
        throw new UnsupportedOperationException("no requests here");
    }

    /** Has an actor ask another one in its turns, one request at a time. */
    default void askInTurns(Questions questions) {
        throw new UnsupportedOperationException("no requests here");
    }

    /** Has one parent spawn so many children, each of which handles one message and stops. */
    void family(int children, Offspring offspring);

    /** Grows a tree, ten children a node, until there are so many leaves; the sum of the leaves' numbers. */
    default CompletableFuture<Long> tree(int leaves) {
        throw new UnsupportedOperationException("no children here");
    }

    /** Has one parent spawn so many children with names, each of which handles one message and stays. */
    void crowd(int children, Runnable handled);

    /** Starts an actor that restarts again and again. */
    default void restarts(Lives lives) {
        throw new UnsupportedOperationException("no supervision here");
    }

    /** Ends it and its threads. */
    @Override
    void close();

    /** Asks and waits, from whatever thread. */
    @FunctionalInterface
    interface Echo {
        /** The answer. */
        long ask(long number);
    }
}
