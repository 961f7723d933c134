package dev.parley.remote.link;

import dev.parley.remote.lane.Lane;
import dev.parley.wire.WireError;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The connections of a link's lanes, one {@link LaneKeeper} for each lane that the present link incarnation has.
 *
 * <p>Threading: the loop.
 */
final class LaneKeepers {
    private final LinkedNode node;
    private final Link link;
    private final List<LaneKeeper> keepers = new ArrayList<>();
    private boolean goesOn;
    private boolean goesOnAgain;

    LaneKeepers(LinkedNode node, Link link) {
        this.node = node;
        this.link = link;
    }

    /** The lane that a connection is of; null when it is of none. */
    @Nullable
    Lane laneOf(FrameConnection connection) {
        for (int number = 0; number < keepers.size(); number++) {
            if (keepers.get(number).is(connection)) {
                return link.session().lanes.get(number);
            }
        }
        return null;
    }

    /** The connection is gone; another one shall come, if it was one of these. */
    void gone(FrameConnection connection) {
        keepers.stream().filter(keeper -> keeper.is(connection)).findFirst().ifPresent(LaneKeeper::gone);
    }

    LaneKeeper get(int number) {
        return keepers.get(number);
    }

    /**
     * There is a control connection: whoever dialled it dials the lanes. The link incarnation before may have had more
     * of them.
     */
    void expect() {
        int count = link.session().lanes.count();
        while (keepers.size() > count) {
            keepers.removeLast();
        }
        for (int number = keepers.size(); number < count; number++) {
            keepers.add(new LaneKeeper(node, link, number));
        }
        keepers.forEach(LaneKeeper::expect);
    }

    /** On a minimal link the one lane rides the one connection. */
    void share(FrameConnection control) {
        LaneKeeper only = new LaneKeeper(node, link, 0);
        only.share(control);
        keepers.add(only);
    }

    /** Dials those that are missing. */
    void dial() {
        keepers.forEach(LaneKeeper::dial);
    }

    /**
     * Lets those connections go on that waited for what has come on another. What comes on them may let others go on,
     * and so on: that is done here in turn, and not within each other, as a peer may make that as deep as it likes.
     */
    void goOn() {
        goesOnAgain = true;
        if (goesOn) {
            return;
        }
        goesOn = true;
        try {
            while (goesOnAgain) {
                goesOnAgain = false;
                keepers.forEach(LaneKeeper::goOn);
            }
        } finally {
            goesOn = false;
        }
    }

    /**
     * On each beat: what large messages needed is given back, who sent them goes back to its lane, and a connection
     * that has taken nothing for too many beats ends.
     */
    void rest(int mostStillBeats) {
        keepers.forEach(keeper -> keeper.rest(mostStillBeats));
        changeBack();
    }

    /** Lets speakers that have changed their lane go back when all has come that they said there. */
    private void changeBack() {
        Lane changedTo = link.session().lanes.changedTo();
        if (changedTo != null && keepers.get(changedTo.out.number()).audit().hasAllCome()) {
            link.session().lanes.changeBack();
        }
    }

    /** Has the peer say what has come of all that is in the lanes now; whether that is still under way. */
    boolean settle(boolean minimal) {
        boolean settling = false;
        for (LaneKeeper keeper : keepers) {
            settling |= keeper.audit().settle(minimal);
        }
        return settling;
    }

    /** Says why, for people, and ends the connections. */
    void close(WireError error, String why) {
        keepers.forEach(keeper -> keeper.close(error, why));
    }

    /** Ends the connections without a word. */
    void end() {
        keepers.forEach(LaneKeeper::end);
    }

    /** Ends the connections for good; nothing is dialled any more. */
    void drop(WireError why) {
        keepers.forEach(keeper -> keeper.drop(why));
    }

    /** Hands to the connections what they take. */
    void pump() {
        for (LaneKeeper keeper : keepers) {
            keeper.pump();
        }
    }
}
