package dev.parley;

import java.util.Objects;

/**
 * How a request, or a piece of slow work, ended.
 *
 * @param <R> the type of the value
 */
public sealed interface Result<R> {
    /** It ended with a value, which is never null. */
    record Ok<R>(R value) implements Result<R> {
        /** Refuses null. */
        public Ok {
            Objects.requireNonNull(value, "a reply is never null: where there is nothing to say, say Done.DONE");
        }
    }

    /** It ended without one. */
    record Err<R>(Failure failure) implements Result<R> {}

    /**
     * The value.
     *
     * @throws AskException when there is none
     */
    default R orThrow() {
        return switch (this) {
            case Ok<R>(R value) -> value;
            case Err<R>(Failure failure) -> throw new AskException(failure);
        };
    }
}
