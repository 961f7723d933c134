package dev.parley.remote.link;

import dev.parley.wire.WireError;

/** Whether a peer's connection has a place. */
sealed interface Admission {
    /**
     * It has.
     *
     * @param session this side's link incarnation: the present one to go on with it, another to begin anew
     * @param guest the guest's id, 0 for a member
     */
    record Yes(long session, long guest) implements Admission {}

    /** It has not. */
    record No(WireError error, String text) implements Admission {}
}
