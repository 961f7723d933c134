package dev.parley.kernel;

import dev.parley.Cancellable;
import dev.parley.Failure;
import dev.parley.SupervisorStrategy;
import dev.parley.Terminated;
import dev.parley.spi.Watcher;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What most lives never have: watchers, failures, restarts, an end other than a stop. A {@link Life} makes it when it
 * first needs it.
 *
 * <p>Threading: the thread that runs the cell; {@link #restarts} and {@link #reason} are read by any, {@link #type}
 * too, perhaps late.
 */
final class Incidents {
    /** A restart on its way. */
    record Comeback(Failure.Crashed why, long pauseNanos) {}

    final Set<Watcher> watchers = new LinkedHashSet<>(2);
    final Supervision supervision;

    /** Who is to hear of the first instance that starts. */
    final List<Command.OnceStarted> awaitStart = new ArrayList<>(0);

    @Nullable
    Comeback comeback;

    /** The one that is coming, for the flight recorder. */
    @Nullable
    Comeback lastComeback;

    @Nullable
    Cancellable pause;

    @Nullable
    Throwable escalated;

    /** Of the instance that ended last. */
    @Nullable
    Class<?> type;

    volatile int restarts;
    volatile Terminated.Reason reason = Life.STOPPED;

    Incidents(SupervisorStrategy strategy) {
        supervision = new Supervision(strategy);
    }
}
