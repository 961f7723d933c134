package dev.parley.remote.transport;

/** Why a dial came to nothing. */
public sealed interface DialFailure {
    /** Somebody is there and says no: no process listens at that port. */
    record Refused() implements DialFailure {}

    /** Nobody answered, or the network said no. */
    record Unreachable(String cause) implements DialFailure {}
}
