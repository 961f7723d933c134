package dev.parley.remote.transport;

import dev.parley.spi.Environment;

/**
 * The world of one node: that of its system, and the network.
 *
 * <p>Threading: any thread.
 */
public interface NodeEnvironment extends Environment {
    /** The network. */
    Transport transport();
}
