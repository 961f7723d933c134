package dev.parley.remote.link;

import dev.parley.wire.WireError;

/** Whether a peer's connection has a place. */
sealed interface Admission {
    /**
     * It has.
     *
     * @param session this side's link incarnation: the present one to go on with it, another to begin anew
     * @param guest the guest's id, 0 for a member
     * @param isNew whether {@code session} begins with this connection
     * @param controls control connections that the link had had by then
     */
    record Yes(long session, long guest, boolean isNew, long controls) implements Admission {}

    /** It has not. */
    record No(WireError error, String text) implements Admission {}
}
