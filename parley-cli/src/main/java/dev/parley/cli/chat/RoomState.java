package dev.parley.cli.chat;

/** How the room is for one user. */
public enum RoomState {
    /** It is hosted, and the user is in. */
    ON,
    /** It is being placed, or not reached. */
    MOVING,
    /** The user's member does not see a majority of the peers. */
    NO_QUORUM
}
