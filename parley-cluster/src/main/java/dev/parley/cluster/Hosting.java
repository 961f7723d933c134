package dev.parley.cluster;

import dev.parley.Actor;
import dev.parley.ActorAddress;
import java.time.Duration;
import java.util.function.LongFunction;
import java.util.function.Supplier;

/**
 * What a singleton is; the same on all nodes.
 *
 * @param name its name, an actor name, at which the nodes find each other
 * @param protocol its messages
 * @param life called with the epoch when this node is to host it, in the actor's first turn, and again if it threw;
 *     what it returns makes the actor, again at each restart, so that a life can keep what must outlast a restart
 * @param failureTimeout silence after which a host is given up; default 5 s, at least 100 ms. A singleton moves about
 *     one time-out after its host was lost, and is not placed within one of the nodes' start. Nodes of different ones
 *     do not count for each other, and log that
 * @param <M> the protocol
 */
public record Hosting<M>(
        String name,
        Class<M> protocol,
        LongFunction<? extends Supplier<? extends Actor<M>>> life,
        Duration failureTimeout) {
    /** The shortest failure time-out. */
    static final Duration SHORTEST = Duration.ofMillis(100);

    /** Refuses names that no actor can have, and a time-out that beats cannot keep. */
    public Hosting {
        if (!ActorAddress.isName(name) || !ActorAddress.isName(hostedName(name))) {
            throw new IllegalArgumentException("not a name of a singleton: '" + name + "': use [A-Za-z0-9_.~-]{1,57}");
        }
        if (failureTimeout.compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException("failureTimeout " + failureTimeout + " is below " + SHORTEST);
        }
    }

    /** With a failure time-out of 5 s. */
    public static <M> Hosting<M> of(
            String name, Class<M> protocol, LongFunction<? extends Supplier<? extends Actor<M>>> life) {
        return new Hosting<>(name, protocol, life, Duration.ofSeconds(5));
    }

    /** Under which name a node makes the hosted actor reachable. */
    String hostedName() {
        return hostedName(name);
    }

    private static String hostedName(String name) {
        return name + "~hosted";
    }

    /** With another failure time-out. */
    public Hosting<M> withFailureTimeout(Duration timeout) {
        return new Hosting<>(name, protocol, life, timeout);
    }
}
