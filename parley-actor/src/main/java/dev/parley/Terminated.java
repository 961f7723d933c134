package dev.parley;

/**
 * The end of a watched actor. Arrives exactly once per watch, also for an actor that was dead before, and never before
 * messages which that actor had sent the watcher earlier over a link that lives.
 *
 * @param ref who ended
 * @param reason how
 */
public record Terminated(ActorRef<?> ref, Reason reason) {
    /** How an actor ended. */
    public sealed interface Reason {
        /** One phrase for people. */
        default String sentence() {
            return switch (this) {
                case Stopped() -> "it stopped";
                case Crashed(String error) -> "it crashed: " + error;
                case NodeDown(NodeId node) -> "its node " + node + " is down";
                case SpawnFailed(String why) -> "it could not be spawned: " + why;
            };
        }
    }

    /** It stopped by itself or on request: nothing comes from it any more. */
    public record Stopped() implements Reason {}

    /** It failed and its supervision gave it up: nothing comes from it any more. */
    public record Crashed(String error) implements Reason {}

    /**
     * This node stopped waiting for that node. The actor may live on, on the far side of a cut, and its messages may
     * arrive again when the cut heals.
     */
    public record NodeDown(NodeId node) implements Reason {}

    /** It never lived, as far as this node knows. */
    public record SpawnFailed(String why) implements Reason {}
}
