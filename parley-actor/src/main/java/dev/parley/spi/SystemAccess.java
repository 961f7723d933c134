package dev.parley.spi;

import dev.parley.ActorAddress;
import dev.parley.ActorSystem;
import dev.parley.DropReason;
import dev.parley.SystemConfig;
import dev.parley.kernel.LocalSystem;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the remote side and refs may see of a system, beyond the API.
 *
 * <p>Threading: any thread.
 */
public interface SystemAccess extends ActorSystem {
    /** Starts a system with a bridge to other nodes; the bridge must not use the system before this returns. */
    static SystemAccess start(
            SystemConfig config, Environment environment, Function<SystemAccess, RemoteBridge> bridge) {
        return LocalSystem.start(config, environment, bridge);
    }

    /** Its world. */
    Environment environment();

    /** The living actor of that path; incarnation 0 takes whichever lives there. Never creates or connects anything. */
    Optional<MessageRef<?>> resolve(String path, long incarnation);

    /** Spawns an actor that another node asked for, under {@code /spawned}. */
    MessageRef<?> spawn(RemoteChild<?> child);

    /** A number that no actor of this system has had: the incarnation of an actor to be spawned elsewhere. */
    long nextIncarnation();

    /** The actor whose turn runs on this thread; null outside of a turn. */
    @Nullable
    MessageRef<?> currentActor();

    /** The same as one that may wait for an answer. */
    @Nullable
    Asker currentAsker();

    /** The deadline of the request being handled on this thread, or {@link ReplySlot#NO_DEADLINE}. */
    long currentDeadlineNanos();

    /** Counts and publishes a message that was not accepted. */
    void refused(Object message, ActorAddress target, DropReason reason);

    /** The same for a target whose address is not made unless somebody wants it. */
    void refused(Object message, MessageRef<?> target, DropReason reason);

    /** Counts a message that was not accepted and whose sender knows. */
    void countRefused(DropReason reason);

    /** Counts and publishes a message that was accepted and will not be handled. */
    void dropped(Object message, ActorAddress target, DropReason reason);
}
