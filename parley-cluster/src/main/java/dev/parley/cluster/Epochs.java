package dev.parley.cluster;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * What one node knows of epochs, and its vote: which epoch it supports, for one failure time-out after it last heard of
 * the holder. A node grants an epoch at most once, never a lower or equal one than it knows, not while it supports
 * another holder, and not within one failure time-out of its own start. Pure: no clock, no thread, no I/O.
 *
 * <p>Two promises follow, from a majority, from the dealt numbers ({@link Peers#nextEpoch}) and from the {@link
 * #floor}:
 * <ol>
 *   <li>Epochs grow: who hosts does so in a higher epoch than all who hosted before, so no epoch has two hosts, and
 *       what is fenced by epochs outside stays so when all nodes are started again.
 *   <li>No two nodes host at the same time, in whatever epochs. Two majorities share a node, and its vote for the first
 *       host lasts longer than the first host's {@link Lease}. A node that forgot its vote votes again only after a
 *       failure time-out, when every lease that counted it has ended; and it supports no host within a quarter of that,
 *       in which a rival's claim can still win with the forgotten vote: claims win within a fifth or never.
 * </ol>
 *
 * <p>Nothing is on disk. In place of the votes that a process forgot with its end stands the wait after the start; in
 * place of the epochs that it forgot stands the floor, the wall clock at its start in microseconds, which is above all
 * epochs claimed until then. For they are used up more slowly than the clock goes: each of at most {@value Peers#MOST}
 * nodes claims at most every twentieth of the time-out and leaves out fewer epochs than there are nodes, which at the
 * shortest time-out is 819,200 a second. And a floor is told to nobody, and counts in no claim, until it is one
 * time-out old, so all epochs stay most of a time-out behind the clock.
 *
 * <p>Assumes, for the first promise: the wall clock of a machine is not set back by more than its node was down, and
 * the wall clocks of two machines differ by less than three quarters of the time-out; where hardly any claim fails,
 * also by less than the time between the starts of their nodes. Where that is not so, the epochs of two nodes still
 * differ, but a node that forgot them can host in a lower epoch again or in the same, if a majority has forgotten them
 * too, or never knew them. Assumes, for the second promise: monotonic clocks that go on while a process stands still,
 * and whose rates differ by less than a tenth. Where a whole machine sleeps with its clock, an old host goes on until
 * it hears of a higher epoch, and is told apart by its epoch. Assumes for both: the same list of peers on all nodes,
 * and the same time-out, which {@link Acquaintance} compares. A node that meets a peer of a longer one waits after its
 * own start for that long: it may have been one of those, and have forgotten a vote that lasts so much longer.
 *
 * <p>What is said of an epoch far ahead of the clock is not believed ({@link #isCredible}): one such word would use up
 * all epochs that there are.
 *
 * <p>Source: ballots of Lamport, "Paxos Made Simple" (2001); leases of Gray and Cheriton (1989).
 *
 * @param timeoutNanos the failure time-out
 * @param startWaitNanos the longest that was met, this one's or a peer's
 * @param startedNanos when this node started
 * @param startFloor its {@link #floor} at that time
 * @param promised the highest epoch that this node granted or heard of, or that its earlier processes can have
 * @param hosted the highest epoch that this node heard a host of
 * @param vote whom it supports
 */
record Epochs(
        long timeoutNanos,
        long startWaitNanos,
        long startedNanos,
        long startFloor,
        long promised,
        long hosted,
        Optional<Vote> vote) {
    /** A hundred years: no clock that is kept at all is so wrong, and a double still holds the epoch exactly. */
    private static final long FARTHEST_AHEAD_MICROS = Duration.ofDays(36_525).toMillis() * 1_000;

    private static final Instant FLOOR_ZERO = Instant.parse("2026-01-01T00:00:00Z");

    /** Support for a ballot, since its holder was last heard of. */
    record Vote(Ballot ballot, int holder, long heardNanos) {}

    /** What a claim leads to. */
    sealed interface Answer {
        /** The claim is granted, and the vote given. */
        record Granted(Epochs next) implements Answer {}

        /** It is not: claim above {@code known}, and not before {@code waitNanos} have passed. */
        record Denied(long known, long waitNanos) implements Answer {}
    }

    /** What a sign of life of a host leads to. */
    sealed interface Hearing {
        /** The host can count on this node. */
        record Supported(Epochs next) implements Hearing {}

        /** There is a host, but the vote is still another's, or may be. */
        record Noted(Epochs next) implements Hearing {}

        /** It is no host any more. */
        record Superseded(long by) implements Hearing {}
    }

    /**
     * What a node knows that starts now.
     *
     * @param floor from the wall clock: {@link #floor}
     */
    static Epochs atStart(long timeoutNanos, long nowNanos, long floor) {
        return new Epochs(timeoutNanos, timeoutNanos, nowNanos, floor, floor, 0, Optional.empty());
    }

    private Epochs with(long nextPromised, long nextHosted, Optional<Vote> nextVote) {
        return new Epochs(timeoutNanos, startWaitNanos, startedNanos, startFloor, nextPromised, nextHosted, nextVote);
    }

    /** A peer goes by another failure time-out. */
    Epochs met(long othersTimeoutNanos) {
        long longest = Math.max(startWaitNanos, othersTimeoutNanos);
        return new Epochs(timeoutNanos, longest, startedNanos, startFloor, promised, hosted, vote);
    }

    /** Whether an epoch can be one that somebody claimed: all stay behind the clock, here with much to spare. */
    boolean isCredible(long epoch, long nowNanos) {
        return epoch <= startFloor + (nowNanos - startedNanos) / 1_000 + FARTHEST_AHEAD_MICROS;
    }

    /** Above it are the epochs of a process that starts at this time of its wall clock; 2^53 is reached in 2311. */
    static long floor(Instant wall) {
        return Math.max(0, ChronoUnit.MICROS.between(FLOOR_ZERO, wall));
    }

    /** A node asks for an epoch. */
    Answer claim(Ballot ballot, int candidate, long nowNanos) {
        long waitNanos = waitNanos(candidate, nowNanos);
        return ballot.epoch() <= promised || waitNanos > 0
                ? new Answer.Denied(told(nowNanos), waitNanos)
                : new Answer.Granted(with(ballot.epoch(), hosted, Optional.of(new Vote(ballot, candidate, nowNanos))));
    }

    /** Its floor may be ahead of the clock of a node that starts soon; so the floor waits like the vote. */
    private long told(long nowNanos) {
        return nowNanos - startedNanos < startWaitNanos ? hosted : promised;
    }

    /** How long this candidate has no chance here; zero if it has one. */
    long waitNanos(int candidate, long nowNanos) {
        long sinceStartNanos = nowNanos - startedNanos;
        long othersNanos = vote.filter(given -> given.holder != candidate)
                .map(given -> timeoutNanos - (nowNanos - given.heardNanos))
                .orElse(0L);
        return Math.max(0, Math.max(startWaitNanos - sinceStartNanos, othersNanos));
    }

    /** The host of an epoch gives a sign of life. */
    Hearing heard(Ballot ballot, int host, long nowNanos) {
        long epoch = ballot.epoch();
        if (epoch < hosted) {
            return new Hearing.Superseded(hosted);
        }
        long highest = Math.max(promised, epoch);
        boolean isForAnother = vote.filter(given -> standsAgainst(given, epoch, host, nowNanos))
                .isPresent();
        if (isForAnother || nowNanos - startedNanos < startWaitNanos / 4) {
            return new Hearing.Noted(with(highest, epoch, vote));
        }
        Vote renewed = new Vote(ballot, host, nowNanos);
        return new Hearing.Supported(with(highest, epoch, Optional.of(renewed)));
    }

    /** The holder of an epoch has given it up, and hosts nothing any more. */
    Epochs resigned(Ballot ballot) {
        return with(promised, hosted, vote.filter(given -> !given.ballot.equals(ballot)));
    }

    private boolean standsAgainst(Vote given, long epoch, int host, long nowNanos) {
        boolean isAlive = nowNanos - given.heardNanos < timeoutNanos;
        return isAlive && (given.holder != host || given.ballot.epoch() > epoch);
    }
}
