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
 * {@value #REFUSED_PAUSE_MILLIS} ms apart are refused: then no process listens there. After a doubt a fresh connection is
 * dialled instead of waiting for the old one, whose retransmissions back off.
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
 * @param attempts dials that came to nothing since the phase began
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
    private static final long MAX_PAUSE_NANOS = 1_000_000_000;
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

    /** What decides: the configured patience, and whether the peer can be dialled at all. */
    record Rules(long heartbeatNanos, long suspectNanos, long failureNanos, boolean dialable) {
        static Rules of(LinkConfig config, boolean dialable) {
            long heartbeat = config.heartbeat().toNanos();
            long failure = config.failureTimeout().toNanos();
            return new Rules(heartbeat, Math.min(heartbeat * 5 / 2, failure / 2), failure, dialable);
        }
    }

    static LinkState idle(long nowNanos) {
        return new LinkState(State.IDLE, false, false, nowNanos, nowNanos, nowNanos, nowNanos, nowNanos, 0, 0);
    }

    Step on(Input input, long nowNanos, Rules rules) {
        LinkState now = withTick(nowNanos);
        return switch (input) {
            case Input.Wanted() -> now.wanted(nowNanos, rules);
            case Input.DialFailed(boolean refused, long jitter) -> now.dialFailed(refused, jitter, nowNanos);
            case Input.Connected() -> now.connected(nowNanos, rules);
            case Input.Lost() -> now.lost(nowNanos, rules);
            case Input.Heard() -> now.heard(nowNanos);
            case Input.Tick() ->
                now.forgivingOwnPause(tickNanos, nowNanos, rules).tick(nowNanos, rules);
            case Input.Ended(String why) -> now.giveUp(why, nowNanos);
        };
    }

    /** When {@link Input.Tick} is due. */
    long wakeNanos(Rules rules) {
        return switch (phase) {
            case IDLE, DOWN -> Long.MAX_VALUE;
            case UP -> Math.min(nextBeatNanos, heardNanos + rules.suspectNanos());
            case CONNECTING, SUSPECT -> {
                long wake = deadlineNanos(rules);
                wake = connected ? Math.min(wake, nextBeatNanos) : wake;
                yield dialing || !rules.dialable() ? wake : Math.min(wake, nextDialNanos);
            }
        };
    }

    private Step wanted(long nowNanos, Rules rules) {
        return switch (phase) {
            case CONNECTING, UP, SUSPECT -> only(this);
            case IDLE, DOWN ->
                rules.dialable()
                        ? dial(entered(State.CONNECTING, nowNanos))
                        : giveUp("a guest cannot be dialled", nowNanos);
        };
    }

    private Step dialFailed(boolean refused, long jitterNanos, long nowNanos) {
        int inARow = refused ? refusals + 1 : 0;
        if (inARow >= REFUSALS_OF_THE_DEAD) {
            return giveUp("nobody listens there", nowNanos);
        }
        long pauseNanos = REFUSED_PAUSE_NANOS;
        if (!refused) {
            pauseNanos = Math.min(REFUSED_PAUSE_NANOS << Math.min(attempts, 10), MAX_PAUSE_NANOS) + jitterNanos;
        }
        return only(new LinkState(
                phase,
                connected,
                false,
                sinceNanos,
                heardNanos,
                nowNanos + pauseNanos,
                nextBeatNanos,
                tickNanos,
                inARow,
                attempts + 1));
    }

    private Step connected(long nowNanos, Rules rules) {
        LinkState up = new LinkState(
                State.UP, true, false, nowNanos, nowNanos, nowNanos, nowNanos + rules.heartbeatNanos(), nowNanos, 0, 0);
        return new Step(up, List.of(new Effect.Beat()));
    }

    private Step lost(long nowNanos, Rules rules) {
        LinkState without = new LinkState(
                phase,
                false,
                dialing,
                sinceNanos,
                heardNanos,
                nextDialNanos,
                nextBeatNanos,
                tickNanos,
                refusals,
                attempts);
        return phase == State.UP ? without.suspect(nowNanos, rules) : only(without);
    }

    private Step heard(long nowNanos) {
        boolean back = phase == State.SUSPECT && connected;
        return only(new LinkState(
                back ? State.UP : phase,
                connected,
                dialing,
                back ? nowNanos : sinceNanos,
                nowNanos,
                nextDialNanos,
                nextBeatNanos,
                tickNanos,
                0,
                attempts));
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
            return giveUp("nothing heard for " + rules.failureNanos() / 1_000_000 + " ms", nowNanos);
        }
        if (!dialing && rules.dialable() && nowNanos - nextDialNanos >= 0) {
            return dial(this);
        }
        return beat(nowNanos, rules);
    }

    private Step suspect(long nowNanos, Rules rules) {
        LinkState suspicious = entered(State.SUSPECT, nowNanos);
        return rules.dialable() && !dialing ? dial(suspicious) : only(suspicious);
    }

    private Step beat(long nowNanos, Rules rules) {
        if (!connected || nowNanos - nextBeatNanos < 0) {
            return only(this);
        }
        LinkState next = new LinkState(
                phase,
                true,
                dialing,
                sinceNanos,
                heardNanos,
                nextDialNanos,
                nowNanos + rules.heartbeatNanos(),
                tickNanos,
                refusals,
                attempts);
        return new Step(next, List.of(new Effect.Beat()));
    }

    private Step dial(LinkState from) {
        LinkState next = new LinkState(
                from.phase,
                from.connected,
                true,
                from.sinceNanos,
                from.heardNanos,
                from.nextDialNanos,
                from.nextBeatNanos,
                from.tickNanos,
                from.refusals,
                from.attempts);
        return new Step(next, List.of(new Effect.Dial()));
    }

    private Step giveUp(String why, long nowNanos) {
        LinkState down =
                new LinkState(State.DOWN, false, false, nowNanos, heardNanos, nowNanos, nowNanos, nowNanos, 0, 0);
        return phase == State.DOWN ? only(down) : new Step(down, List.of(new Effect.GiveUp(why)));
    }

    private LinkState entered(State next, long nowNanos) {
        return new LinkState(next, connected, dialing, nowNanos, heardNanos, nowNanos, nextBeatNanos, tickNanos, 0, 0);
    }

    /** When the peer is given up unless it is heard. */
    private long deadlineNanos(Rules rules) {
        return (phase == State.CONNECTING ? sinceNanos : heardNanos) + rules.failureNanos();
    }

    /** A process that was stopped itself must read what waits for it before it judges others by their silence. */
    private LinkState forgivingOwnPause(long lastTickNanos, long nowNanos, Rules rules) {
        if (nowNanos - lastTickNanos < 2 * rules.heartbeatNanos()) {
            return this;
        }
        long forgivenNanos = Math.max(heardNanos, nowNanos - rules.suspectNanos() + rules.heartbeatNanos());
        return new LinkState(
                phase,
                connected,
                dialing,
                sinceNanos,
                forgivenNanos,
                nextDialNanos,
                nextBeatNanos,
                tickNanos,
                refusals,
                attempts);
    }

    private LinkState withTick(long nowNanos) {
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

    private static Step only(LinkState next) {
        return new Step(next, List.of());
    }
}
