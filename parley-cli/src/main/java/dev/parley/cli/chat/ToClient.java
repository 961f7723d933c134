package dev.parley.cli.chat;

import java.util.List;

/**
 * What a session tells its client. Each piece of news has a place, so that the client notices a missing one and asks to
 * begin another round.
 */
sealed interface ToClient {
    /** The next news of this round, from 1. */
    record Told(int round, long index, News news) implements ToClient {}

    /** The session lives, and has told so much in this round. */
    record Alive(int round, long index) implements ToClient {}

    /** What there is to tell. */
    sealed interface News {}

    record Show(long life, Line line) implements News {}

    record UserJoined(String user) implements News {}

    record UserLeft(String user) implements News {}

    record RoomIs(RoomState state, String node, long life) implements News {}

    record UsersAre(List<String> names) implements News {}

    /** The room does not want this user; the session ends. */
    record Refused(String why) implements News {}

    /** This member has not reached the room for the failure time-out. */
    record Unreachable() implements News {}
}
