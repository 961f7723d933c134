package dev.parley.remote.link;

import dev.parley.spi.Dispatcher;
import dev.parley.spi.Entropy;
import dev.parley.spi.Environment;
import dev.parley.spi.NodeClock;
import dev.parley.spi.Timers;

/**
 * A node's world as its actor system sees it: closing it says farewell to the peers first, when all actors have ended
 * and their last words are on their way.
 */
record SystemEnvironment(Environment world, Runnable farewell) implements Environment {
    @Override
    public NodeClock clock() {
        return world.clock();
    }

    @Override
    public Timers timers() {
        return world.timers();
    }

    @Override
    public Dispatcher dispatcher() {
        return world.dispatcher();
    }

    @Override
    public Entropy entropy() {
        return world.entropy();
    }

    @Override
    public void close() {
        farewell.run();
        world.close();
    }
}
