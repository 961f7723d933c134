package dev.parley;

/** What a system tells about itself, see {@link ActorSystem#events}. */
public sealed interface SystemEvent {
    /** A message that nobody handled. */
    record Dropped(DeadLetter letter) implements SystemEvent {}

    /** A handler, a factory or a hook threw. */
    record Failed(ActorAddress actor, Throwable cause) implements SystemEvent {}

    /** An actor has a new instance; {@code restarts} counts since its spawn. */
    record Restarted(ActorAddress actor, long restarts) implements SystemEvent {}

    /** An actor has ended. */
    record Ended(ActorAddress actor, Terminated.Reason reason) implements SystemEvent {}
}
