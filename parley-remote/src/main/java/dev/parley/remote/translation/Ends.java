package dev.parley.remote.translation;

import dev.parley.NodeId;
import dev.parley.SupervisorStrategy;
import dev.parley.Terminated;
import dev.parley.spi.NodeClock;
import dev.parley.wire.Frame;
import dev.parley.wire.SpawnPolicy;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Ends of actors and restart policies, as actors and as the wire write them. */
public final class Ends {
    private Ends() {}

    public static Frame.End wire(Terminated.Reason reason) {
        return switch (reason) {
            case Terminated.Stopped() -> new Frame.End(Frame.EndReason.STOPPED, "");
            case Terminated.Crashed(String error) -> new Frame.End(Frame.EndReason.CRASHED, error);
            case Terminated.NodeDown(NodeId node) -> new Frame.End(Frame.EndReason.NODE_DOWN, node.hostAndPort());
            case Terminated.SpawnFailed(String why) -> new Frame.End(Frame.EndReason.SPAWN_FAILED, why);
        };
    }

    /** {@code node} is whom a relayed NODE_DOWN is about. */
    public static Terminated.Reason reason(Frame.End end, NodeId node) {
        return switch (end.reason()) {
            case STOPPED -> new Terminated.Stopped();
            case CRASHED -> new Terminated.Crashed(end.text());
            case NODE_DOWN -> new Terminated.NodeDown(node);
            case SPAWN_FAILED -> new Terminated.SpawnFailed(end.text());
        };
    }

    public static SpawnPolicy wire(SupervisorStrategy strategy) {
        SpawnPolicy.Strategy directive = switch (strategy.directive()) {
            case RESTART -> SpawnPolicy.Strategy.RESTART;
            case RESUME -> SpawnPolicy.Strategy.RESUME;
            case STOP, ESCALATE -> SpawnPolicy.Strategy.STOP;
        };
        return new SpawnPolicy(
                directive,
                strategy.limit(),
                millis(strategy.window()),
                millis(strategy.minBackoff()),
                millis(strategy.maxBackoff()));
    }

    /** For a strategy a time may be of any length; for a number of milliseconds it may not. */
    private static long millis(Duration time) {
        return TimeUnit.NANOSECONDS.toMillis(NodeClock.nanos(time));
    }

    public static SupervisorStrategy strategy(SpawnPolicy policy) {
        return switch (policy.strategy()) {
            case RESTART ->
                SupervisorStrategy.restart()
                        .limit(policy.limit(), Duration.ofMillis(policy.windowMillis()))
                        .backoff(
                                Duration.ofMillis(policy.minBackoffMillis()),
                                Duration.ofMillis(policy.maxBackoffMillis()));
            case RESUME -> SupervisorStrategy.resume();
            case STOP -> SupervisorStrategy.stop();
        };
    }
}
