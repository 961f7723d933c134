package dev.parley;

import java.time.Duration;
import java.util.Optional;

/**
 * One actor, seen from outside while it runs; the numbers are each right but not all of one moment.
 *
 * <p>No turn reads a clock. So the age of a turn counts from the first snapshot that saw it: it is never too high, and
 * too low by no more than the time since the snapshot before. The first snapshot that sees a turn gives zero.
 *
 * @param address who
 * @param type the class of its instance, or of the last one while it restarts; that of all lambdas of a class is
 *     {@code Class$$Lambda}; empty before its start
 * @param queued messages in its mailbox
 * @param stashed messages put aside
 * @param handled messages that its handler returned from
 * @param restarts since its spawn
 * @param turnAge how long its present turn has taken, at least; empty when none runs. A hook and the factory count as
 *     turns
 */
public record ActorSnapshot(
        ActorAddress address,
        String type,
        int queued,
        int stashed,
        long handled,
        long restarts,
        Optional<Duration> turnAge) {}
