package dev.parley.cluster;

import dev.parley.ActorAddress;

/**
 * What the drivers of one singleton say to each other. Each may be lost or late; none is needed twice.
 *
 * <p>Times in them are on the clock of whoever sent the first, and only come back to it.
 */
sealed interface PeerMessage {
    /** The highest epoch that it speaks of; 0 if of none. */
    default long epoch() {
        return switch (this) {
            case Here _ -> 0;
            case Claim(Ballot ballot) -> ballot.epoch();
            case Granted(Ballot ballot) -> ballot.epoch();
            case Denied(Ballot ballot, long known, long _) -> Math.max(ballot.epoch(), known);
            case Beat beat -> beat.ballot().epoch();
            case Heard(Ballot ballot, long _) -> ballot.epoch();
            case Superseded(long by) -> by;
            case Resigned(Ballot ballot) -> ballot.epoch();
        };
    }

    /** I am here and host nothing; {@code able} if I see a majority and would host. */
    record Here(boolean able) implements PeerMessage {}

    /** I want to host in this epoch. */
    record Claim(Ballot ballot) implements PeerMessage {}

    /** You have my vote. */
    record Granted(Ballot ballot) implements PeerMessage {}

    /** You have not: claim above {@code known}, and not before {@code waitNanos} have passed. */
    record Denied(Ballot ballot, long known, long waitNanos) implements PeerMessage {}

    /** I host {@code actor} in this epoch; {@code name} is my node's name for people. */
    record Beat(Ballot ballot, long sentNanos, String name, ActorAddress actor) implements PeerMessage {}

    /** I heard the beat that you sent then, and you can count on me. */
    record Heard(Ballot ballot, long sentNanos) implements PeerMessage {}

    /** You beat for an epoch that is over: {@code by} is hosted. */
    record Superseded(long by) implements PeerMessage {}

    /** I host in this epoch no longer, or never did, and never will. */
    record Resigned(Ballot ballot) implements PeerMessage {}
}
