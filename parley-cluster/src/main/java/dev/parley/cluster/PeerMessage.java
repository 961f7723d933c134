package dev.parley.cluster;

import dev.parley.ActorAddress;

/**
 * What the drivers of one singleton say to each other. Each may be lost or late; none is needed twice.
 *
 * <p>Times in them are on the clock of whoever sent the first, and only come back to it.
 */
sealed interface PeerMessage {
    /** Who says it, as {@code host:port} in the list of peers. */
    String from();

    /** I am here and host nothing; {@code able} if I see a majority and would host. */
    record Here(String from, boolean able) implements PeerMessage {}

    /** I want to host in this epoch. */
    record Claim(String from, Ballot ballot) implements PeerMessage {}

    /** You have my vote. */
    record Granted(String from, Ballot ballot) implements PeerMessage {}

    /** You have not: claim above {@code known}, and not before {@code waitNanos} have passed. */
    record Denied(String from, Ballot ballot, long known, long waitNanos) implements PeerMessage {}

    /** I host {@code actor} in this epoch; {@code name} is my node's name for people. */
    record Beat(String from, Ballot ballot, long sentNanos, String name, ActorAddress actor) implements PeerMessage {}

    /** I heard the beat that you sent then, and you can count on me. */
    record Heard(String from, Ballot ballot, long sentNanos) implements PeerMessage {}

    /** You beat for an epoch that is over: {@code by} is hosted. */
    record Superseded(String from, long by) implements PeerMessage {}

    /** I host in this epoch no longer, or never did, and never will. */
    record Resigned(String from, Ballot ballot) implements PeerMessage {}
}
