package dev.parley.remote.link;

import dev.parley.remote.LinkConfig;
import dev.parley.remote.PeerSnapshot.State;
import java.util.List;

/**
 * Decides when a link dials, beats, doubts its peer and gives it up. Pure: no clock, no thread, no I/O.
 *
 * <pre>
 * IDLE, DOWN --wanted--> CONNECTING --up--> UP --lost or silent--> SUSPECT --up--> UP
 *                            `--------- refused twice, or too long --------'--> DOWN
 * </pre>
 *
 * <p>A peer is given up when nothing was heard for the failure time-out, or at once when two fresh dials
 * {@value #REFUSED_PAUSE_MILLIS} ms apart are refused: then no process listens there. After a doubt a fresh
 * connection is dialled instead of waiting for the old one, whose retransmissions back off. Each round of dials that
 * came to nothing makes the next one wait longer, up to {@value #MAX_PAUSE_MILLIS} ms, however often the peer is
 * wanted.
 *
 * @param phase where the link is
 * @param connected whether a control connection is there, be it silent
 * @param dialing whether a dial or its handshake is under way
 * @param sinceNanos when the phase began
 * @param heardNanos when the peer was heard last
 * @param nextDialNanos when to dial again
 * @param nextBeatNanos when to beat again
 * @param tickNanos when the last input came
 * @param refusals dials refused in a row
 * @param attempts dials that came to nothing since a connection was there
 */
record LinkState(
        State phase,
        boolean connected,
        boolean dialing,
        long sinceNanos,
        long heardNanos,
        long nextDialNanos,
        long nextBeatNanos,
        long tickNanos,
        int refusals,
        int attempts) {

    static final long REFUSED_PAUSE_MILLIS = 50;
    private static final long REFUSED_PAUSE_NANOS = REFUSED_PAUSE_MILLIS * 1_000_000;
    static final long MAX_PAUSE_MILLIS = 1_000;
    private static final long MAX_PAUSE_NANOS = MAX_PAUSE_MILLIS * 1_000_000;
    private static final int MAX_DOUBLINGS = 10;
    private static final int REFUSALS_OF_THE_DEAD = 2;

    /** What happens to a link. */
    sealed interface Input {
        /** There is something to send. */
        record Wanted() implements Input {}

        /** A dial or its handshake came to nothing; {@code jitterNanos} is added to the next pause. */
        record DialFailed(boolean refused, long jitterNanos) implements Input {}

        /** A control connection has shaken hands, whoever dialled it. */
        record Connected() implements Input {}

        /** The control connection is gone. */
        record Lost() implements Input {}

        /** A frame came on the control connection. */
        record Heard() implements Input {}

        /** Time has passed. */
        record Tick() implements Input {}

        /** The peer says farewell, breaks the protocol, or is another incarnation. */
        record Ended(String why) implements Input {}
    }

    /** What to do about it. */
    sealed interface Effect {
        /** Open a control connection. */
        record Dial() implements Effect {}

        /** Send a sign of life. */
        record Beat() implements Effect {}

        /** End this link incarnation. */
        record GiveUp(String why) implements Effect {}
    }

    /** The next state and what to do. */
    record Step(LinkState next, List<Effect> effects) {}

    /**
     * What decides: how often this side beats, the configured patience, and whether the peer can be dialled at all.
     *
     * <p>Each side beats at least {@value #BEATS_IN_PATIENCE} times in the other's patience, so that a peer is doubted
     * when two beats are missing, and sides that are configured differently get on.
     */
    record Rules(long heartbeatNanos, long suspectNanos, long failureNanos, boolean dialable) {
        private static final int BEATS_IN_PATIENCE = 4;
        private static final long LEAST_BEAT_NANOS = 10_000_000;

        /** The kernel says that it has room again when a third of its buffer is free: on a slow network that takes. */
        static final int MAX_STILL_PATIENCES = 4;

        static Rules of(LinkConfig config, boolean dialable) {
            long failure = config.failureTimeout().toNanos();
            return new Rules(config.heartbeat().toNanos(), failure / 2, failure, dialable);
        }

        /** Towards a peer that bears so much silence; of one that asks for too much, no more than is good for us. */
        Rules towards(long patienceMillis) {
            long wantedNanos = Math.max(LEAST_BEAT_NANOS, patienceMillis * 1_000_000 / BEATS_IN_PATIENCE);
            return new Rules(Math.min(heartbeatNanos, wantedNanos), suspectNanos, failureNanos, dialable);
        }

        /**
         * For how many beats a connection may take nothing though something waits. Beats are counted, and no time, as
         * this process may have stood still itself.
         */
        int mostStillBeats() {
            return (int) Math.min(Integer.MAX_VALUE, MAX_STILL_PATIENCES * failureNanos / heartbeatNanos);
        }
    }

    static LinkState idle(long nowNanos) {
        return new LinkState(State.IDLE, false, false, nowNanos, nowNanos, nowNanos, nowNanos, nowNanos, 0, 0);
    }

    Step on(Input input, long nowNanos, Rules rules) {
        LinkState now = forgivingOwnPause(nowNanos, rules).ticked(nowNanos);
        return switch (input) {
            case Input.Wanted() -> now.wanted(nowNanos, rules);
            case Input.DialFailed(boolean refused, long jitter) -> now.dialFailed(refused, jitter, nowNanos);
            case Input.Connected() -> now.connected(nowNanos, rules);
            case Input.Lost() -> now.lost(nowNanos, rules);
            case Input.Heard() -> now.heard(nowNanos);
            case Input.Tick() -> now.tick(nowNanos, rules);
            case Input.Ended(String why) -> now.ended(why, nowNanos);
        };
    }

    /** When {@link Input.Tick} is due: often enough to notice that this process itself stood still. */
    long wakeNanos(Rules rules) {
        long soonNanos = tickNanos + rules.heartbeatNanos();
        return switch (phase) {
            case IDLE, DOWN -> Long.MAX_VALUE;
            case UP -> Math.min(soonNanos, Math.min(nextBeatNanos, heardNanos + rules.suspectNanos()));
            case CONNECTING, SUSPECT -> {
                long wake = Math.min(soonNanos, deadlineNanos(rules));
                wake = connected ? Math.min(wake, nextBeatNanos) : wake;
                yield dialing || !rules.dialable() ? wake : Math.min(wake, nextDialNanos);
            }
        };
    }

    private Step wanted(long nowNanos, Rules rules) {
        return switch (phase) {
            case CONNECTING, UP, SUSPECT -> only(this);
            case IDLE, DOWN -> {
                if (!rules.dialable()) {
                    yield entered(State.CONNECTING, nowNanos).down("a guest cannot be dialled", nowNanos, 0);
                }
                if (nowNanos - nextDialNanos >= 0) {
                    yield entered(State.CONNECTING, nowNanos).dial();
                }
                // patience begins with the dial: if it ended in the pause before, nobody might ever dial
                yield only(entered(State.CONNECTING, nextDialNanos));
            }
        };
    }

    private Step dialFailed(boolean refused, long jitterNanos, long nowNanos) {
        int inARow = refused ? refusals + 1 : 0;
        LinkState failed = withDials(false, inARow, attempts + 1);
        if (inARow >= REFUSALS_OF_THE_DEAD) {
            return failed.down("nobody listens there", nowNanos, failed.pauseNanos() + jitterNanos);
        }
        long pauseNanos = refused ? REFUSED_PAUSE_NANOS : pauseNanos() + jitterNanos;
        return only(failed.withNextDial(nowNanos + pauseNanos));
    }

    private long pauseNanos() {
        return Math.min(REFUSED_PAUSE_NANOS << Math.min(attempts, MAX_DOUBLINGS), MAX_PAUSE_NANOS);
    }

    private Step connected(long nowNanos, Rules rules) {
        LinkState up = new LinkState(
                State.UP, true, false, nowNanos, nowNanos, nowNanos, nowNanos + rules.heartbeatNanos(), nowNanos, 0, 0);
        return new Step(up, List.of(new Effect.Beat()));
    }

    private Step lost(long nowNanos, Rules rules) {
        LinkState without = withConnected(false);
        return phase == State.UP ? without.suspect(nowNanos, rules) : only(without);
    }

    private Step heard(long nowNanos) {
        LinkState back = phase == State.SUSPECT && connected ? withPhase(State.UP, nowNanos) : this;
        return only(back.withHeard(nowNanos).withDials(back.dialing, 0, back.attempts));
    }

    private Step tick(long nowNanos, Rules rules) {
        return switch (phase) {
            case IDLE, DOWN -> only(this);
            case UP -> nowNanos - heardNanos >= rules.suspectNanos() ? suspect(nowNanos, rules) : beat(nowNanos, rules);
            case CONNECTING, SUSPECT -> retry(nowNanos, rules);
        };
    }

    private Step retry(long nowNanos, Rules rules) {
        if (nowNanos - deadlineNanos(rules) >= 0) {
            // a pause that still runs goes on: if it began anew each time, nobody would ever dial
            long pauseNanos = nextDialNanos - nowNanos > 0 ? nextDialNanos - nowNanos : pauseNanos();
            return down("nothing heard for " + rules.failureNanos() / 1_000_000 + " ms", nowNanos, pauseNanos);
        }
        if (!dialing && rules.dialable() && nowNanos - nextDialNanos >= 0) {
            return dial();
        }
        return beat(nowNanos, rules);
    }

    private Step suspect(long nowNanos, Rules rules) {
        LinkState suspicious = entered(State.SUSPECT, nowNanos).withNextDial(nowNanos);
        return rules.dialable() && !dialing ? suspicious.dial() : only(suspicious);
    }

    private Step beat(long nowNanos, Rules rules) {
        if (!connected || nowNanos - nextBeatNanos < 0) {
            return only(this);
        }
        return new Step(withNextBeat(nowNanos + rules.heartbeatNanos()), List.of(new Effect.Beat()));
    }

    private Step dial() {
        return new Step(withDials(true, refusals, attempts), List.of(new Effect.Dial()));
    }

    private Step ended(String why, long nowNanos) {
        return switch (phase) {
            case DOWN -> only(this);
            case CONNECTING -> withDials(false, 0, attempts + 1).down(why, nowNanos, pauseNanos());
            case IDLE, UP, SUSPECT -> down(why, nowNanos, 0);
        };
    }

    /** Ends the link incarnation; the next dial waits. */
    private Step down(String why, long nowNanos, long pauseNanos) {
        long next = nowNanos + pauseNanos;
        LinkState down =
                new LinkState(State.DOWN, false, false, nowNanos, heardNanos, next, nowNanos, nowNanos, 0, attempts);
        return new Step(down, List.of(new Effect.GiveUp(why)));
    }

    /** When the peer is given up unless it is heard. */
    private long deadlineNanos(Rules rules) {
        return (phase == State.CONNECTING ? sinceNanos : heardNanos) + rules.failureNanos();
    }

    /** A process that was stopped itself must read what waits for it before it judges others by their silence. */
    private LinkState forgivingOwnPause(long nowNanos, Rules rules) {
        boolean ticking = phase != State.IDLE && phase != State.DOWN;
        if (!ticking || nowNanos - tickNanos < 2 * rules.heartbeatNanos()) {
            return this;
        }
        long forgivenNanos = nowNanos - rules.suspectNanos() + rules.heartbeatNanos();
        return withPhase(phase, Math.max(sinceNanos, forgivenNanos)).withHeard(Math.max(heardNanos, forgivenNanos));
    }

    private static Step only(LinkState next) {
        return new Step(next, List.of());
    }

    private LinkState entered(State next, long nowNanos) {
        return withPhase(next, nowNanos).withDials(dialing, 0, attempts);
    }

    private LinkState withPhase(State next, long fromNanos) {
        return new LinkState(
                next,
                connected,
                dialing,
                fromNanos,
                heardNanos,
                nextDialNanos,
                nextBeatNanos,
                tickNanos,
                refusals,
                attempts);
    }

    private LinkState withConnected(boolean there) {
        return new LinkState(
                phase,
                there,
                dialing,
                sinceNanos,
                heardNanos,
                nextDialNanos,
                nextBeatNanos,
                tickNanos,
                refusals,
                attempts);
    }

    private LinkState withDials(boolean underWay, int refusedInARow, int failed) {
        return new LinkState(
                phase,
                connected,
                underWay,
                sinceNanos,
                heardNanos,
                nextDialNanos,
                nextBeatNanos,
                tickNanos,
                refusedInARow,
                failed);
    }

    private LinkState withHeard(long atNanos) {
        return new LinkState(
                phase,
                connected,
                dialing,
                sinceNanos,
                atNanos,
                nextDialNanos,
                nextBeatNanos,
                tickNanos,
                refusals,
                attempts);
    }

    private LinkState withNextDial(long atNanos) {
        return new LinkState(
                phase,
                connected,
                dialing,
                sinceNanos,
                heardNanos,
                atNanos,
                nextBeatNanos,
                tickNanos,
                refusals,
                attempts);
    }

    private LinkState withNextBeat(long atNanos) {
        return new LinkState(
                phase,
                connected,
                dialing,
                sinceNanos,
                heardNanos,
                nextDialNanos,
                atNanos,
                tickNanos,
                refusals,
                attempts);
    }

    private LinkState ticked(long nowNanos) {
        return new LinkState(
                phase,
                connected,
                dialing,
                sinceNanos,
                heardNanos,
                nextDialNanos,
                nextBeatNanos,
                nowNanos,
                refusals,
                attempts);
    }
}
