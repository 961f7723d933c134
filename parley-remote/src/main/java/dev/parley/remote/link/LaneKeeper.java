package dev.parley.remote.link;

import dev.parley.DropReason;
import dev.parley.Failure;
import dev.parley.remote.lane.Lane;
import dev.parley.remote.lane.LaneAudit;
import dev.parley.remote.lane.LaneOut;
import dev.parley.remote.lane.Pace;
import dev.parley.wire.Frame;
import dev.parley.wire.WireError;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one lane of a link incarnation: sees to it that it has a connection while there is one for control, and moves
 * what waits for it there.
 *
 * <p>Threading: the loop.
 */
final class LaneKeeper {
    private static final long RETRY_NANOS = 100_000_000;

    /** The side that dialled control dials the lane, too; so long the other waits for it at least. */
    private static final long PATIENCE_NANOS = 2_000_000_000;

    /** So many patiences may an answer take: what asks for it stands behind all that the kernel's buffers hold. */
    private static final int PATIENCES_FOR_AN_ANSWER = 12;

    /**
     * A guest whose lane is closed for so many times what a connection may stand still answers on none; so long it has
     * for a share of what waits for it.
     */
    private static final int STANDSTILLS_OF_THE_DEAF = 6;

    /** What a frame takes besides its payload, about. */
    private static final int FRAME_BYTES = 64;

    private final LinkedNode node;
    private final Link link;
    private final int number;
    private final Alarm alarm;
    private LaneAudit audit;
    private @Nullable FrameConnection connection;

    /** Whether a dial is under way. */
    private boolean dials;

    /** The connection that was last asked whether it still carries anything. */
    private @Nullable FrameConnection doubted;

    /** What is to be said of what has come; of a later generation in the place of an earlier one. */
    private Frame.@Nullable LaneAt owed;

    /** For how many beats the lane was closed though something waited, on whichever connection. */
    private int closedBeats;

    private final Pace pace = new Pace();

    LaneKeeper(LinkedNode node, Link link, int number) {
        this.node = node;
        this.link = link;
        this.number = number;
        this.alarm = new Alarm(node.environment().timers(), node::onLoop);
        this.audit = newAudit();
    }

    private LaneAudit newAudit() {
        return new LaneAudit(() -> lane().out, this::beginAnother);
    }

    boolean is(FrameConnection other) {
        return other == connection;
    }

    private Lane lane() {
        return link.session().lanes.get(number);
    }

    // ---- connecting

    /** Opens a generation on a connection that the peer dialled. */
    void attach(FrameConnection next) {
        alarm.cancel();
        FrameConnection.drop(connection, WireError.DUPLICATE_CONNECTION);
        lost();
        connection = next;
        doubted = null;
        begin(next, PATIENCES_FOR_AN_ANSWER);
    }

    /** Opens a generation: the peer will say what has come of those before. */
    private void begin(FrameConnection on, int patiences) {
        on.send(lane().out.begin());
        on.flush();
        expectAnswer(on, patiences);
    }

    /** Where no answer comes back nothing arrives: another connection shall. */
    private void expectAnswer(FrameConnection from, int patiences) {
        alarm.set(patiences * failureNanos(), () -> {
            if (connection == from && !lane().out.isOpen()) {
                replace(from, "is silent");
            }
        });
    }

    /** The same on one that was dialled from here, if it is still wanted. */
    void attachDialled(FrameConnection next) {
        dials = false;
        if (connection == null && link.hasControl()) {
            attach(next);
        } else {
            FrameConnection.drop(next, WireError.DUPLICATE_CONNECTION);
            retryIfMissing();
        }
    }

    /** On a minimal link the lane rides the one connection. */
    void share(FrameConnection control) {
        connection = control;
    }

    /** There is another control connection: whoever dialled it dials the lane, if that is not there. */
    void expect() {
        FrameConnection silent = connection;
        if (silent != null) {
            doubt(silent);
        } else if (!link.dialledControl()) {
            retry();
        }
    }

    /**
     * What made a control connection silent may have done so to this one, where nobody would ever hear of it: the peer
     * shall say what has come. Nothing more is sent into it until it has.
     */
    private void doubt(FrameConnection silent) {
        if (lane().out.isOpen()) {
            begin(silent, 1);
        } else if (doubted != silent) { // else it was asked before, and has not longer for it
            expectAnswer(silent, 1);
        }
        doubted = silent;
    }

    /** Dials if that is still wanted. */
    void dial() {
        if (connection == null && !dials && link.hasControl()) {
            if (link.guest() != 0 && !link.dialledControl()) {
                link.end(WireError.PEER_DOWN, "its lane does not come back, and it cannot be dialled");
                return;
            }
            dials = true;
            node.dialer().dial(link, number);
        }
    }

    /** A dial came to nothing. */
    void dialFailed() {
        dials = false;
        retryIfMissing();
    }

    /** If the peer has dialled one meanwhile, the alarm is for the answer on that. */
    private void retryIfMissing() {
        if (connection == null) {
            retry();
        }
    }

    /**
     * Sees to it that a lane comes: soon from the side that dialled control. If its connection is reset and it does not
     * hear of that, it holds a dead lane for open, so the other dials one in the end.
     */
    private void retry() {
        alarm.set(link.dialledControl() ? RETRY_NANOS : patienceNanos(), this::dial);
    }

    /** A guest that is slow must not be taken for one that is gone: it cannot be dialled. */
    private long patienceNanos() {
        return Math.max(PATIENCE_NANOS, link.guest() == 0 ? failureNanos() : 2 * failureNanos());
    }

    private long failureNanos() {
        return node.config().links().failureTimeout().toNanos();
    }

    // ---- what has come

    /** Says when the peer is asked what has come. */
    LaneAudit audit() {
        return audit;
    }

    private void beginAnother() {
        if (connection != null) {
            doubted = null; // it has longer now than when it was
            begin(connection, PATIENCES_FOR_AN_ANSWER);
        }
    }

    // ---- the end

    /** The connection is gone; another one shall come. */
    void gone() {
        connection = null;
        lost();
        retry();
    }

    private void replace(FrameConnection useless, String why) {
        Link.LOG.warn("lane {} to {} {}: it is dialled anew", number, link, why);
        FrameConnection.drop(useless, WireError.PEER_DOWN);
        gone();
    }

    private void lost() {
        owed = null;
        Lane lane = lane();
        lane.out.closed();
        lane.in.closed();
        node.slots().end(lane.out, lane.out.sent(), new Failure.Refused(DropReason.LINK_LOST));
    }

    /** Says why, for people, and ends the connection; what is known of it stays until it is gone. */
    void close(WireError error, String why) {
        if (connection != null) {
            connection.close(error, why);
        }
    }

    /** Ends the connection without a word, as the peer has said farewell. */
    void end() {
        if (connection != null) {
            connection.close();
        }
    }

    /** Ends the connection for good; nothing is dialled any more. The next link incarnation counts anew. */
    void drop(WireError why) {
        FrameConnection.drop(connection, why);
        connection = null;
        doubted = null;
        dials = false;
        alarm.cancel();
        audit = newAudit();
    }

    /** Goes on reading if what the connection waited for has come on another. */
    void goOn() {
        if (connection != null) {
            connection.goOn();
        }
    }

    /** On each beat: gives back what was needed for large frames, and ends what has taken nothing for too long. */
    void rest(int mostStillBeats) {
        FrameConnection open = connection;
        if (open != null) {
            long leftBytes = open.rest();
            if (open.stillBeats() >= mostStillBeats) {
                standsStill(open);
            } else if (isOfTheDeaf(mostStillBeats)) {
                link.endOfDeafGuest();
            } else if (isOfTheSlow(leftBytes, open, mostStillBeats)) {
                link.end(WireError.LIMIT_REACHED, "it reads too little of what it is sent");
            } else if (!link.isMinimal()) {
                audit.look();
            }
        }
    }

    /** A guest that never says what has come, and so gets nothing, may come with one connection after the other. */
    private boolean isOfTheDeaf(int mostStillBeats) {
        LaneOut out = lane().out;
        boolean waits = !out.isOpen() && out.lastNumber() > out.sent();
        closedBeats = waits ? closedBeats + 1 : 0;
        return link.guest() != 0 && closedBeats >= (long) STANDSTILLS_OF_THE_DEAF * mostStillBeats;
    }

    /** A guest that reads a little now and then would keep its queue for ever. A member is asked what has come. */
    private boolean isOfTheSlow(long leftBytes, FrameConnection open, int mostStillBeats) {
        LaneOut out = lane().out;
        long waitingBytes =
                link.session().lanes.bytes() + FRAME_BYTES * (out.lastNumber() - out.sent()) + open.gatheredBytes();
        return link.guest() != 0
                && pace.isTooSlow(leftBytes, waitingBytes, (long) STANDSTILLS_OF_THE_DEAF * mostStillBeats);
    }

    /** A guest that will not read has had its chance; a member's lane may have been forgotten on its way. */
    private void standsStill(FrameConnection still) {
        if (link.guest() != 0) {
            link.endOfDeafGuest();
        } else {
            replace(still, "takes nothing any more");
        }
    }

    // ---- sending

    /** Hands to the connection what it takes. */
    void pump() {
        FrameConnection open = connection;
        if (open != null) {
            do {
                open.flush();
            } while (gather(open)); // there is no onRoom from a transport that took all at once
        }
    }

    /** Moves what waits into a connection until that is full; false when nothing moved. */
    private boolean gather(FrameConnection open) {
        LaneOut waiting = lane().out;
        boolean moved = answer(open);
        Frame next = open.isFull() ? null : waiting.poll();
        while (next != null) {
            if (LaneOut.isNumbered(next)) {
                link.left();
            }
            open.send(next);
            moved = true;
            next = open.isFull() ? null : waiting.poll();
        }
        return moved;
    }

    /** Answers a generation as soon as there is room: a peer may open one after the other and read nothing. */
    void owe(Frame.LaneAt answer) {
        owed = answer;
    }

    private boolean answer(FrameConnection open) {
        Frame.LaneAt answer = owed;
        if (answer == null || open.isFull()) {
            return false;
        }
        owed = null;
        open.send(answer);
        return true;
    }
}
