package dev.parley.cli.chat;

import java.util.List;

/** What happens to one user in the chat, in the order in which it is to be shown. */
public sealed interface ChatEvent {
    /**
     * Someone said something, the user included; each line once.
     *
     * @param seq grows within a life of the room
     * @param room the name of the node that hosts it
     * @param life which life of the room: its epoch, a large number that grows
     */
    record Said(long seq, String user, String text, String room, long life) implements ChatEvent {}

    /** Someone came. */
    record Joined(String user) implements ChatEvent {}

    /** Someone went. */
    record Left(String user) implements ChatEvent {}

    /**
     * How the room is; {@code ON} once after joining and after each move, before the first line of that life.
     *
     * @param node the name of the node that hosts it, as last known; empty if none is
     * @param life which life of the room, as last known; 0 if none is
     */
    record Room(RoomState state, String node, long life) implements ChatEvent {}

    /** The answer to {@link ChatClient#who}. */
    record WhoAnswer(List<String> users) implements ChatEvent {}

    /** The answer to {@link ChatClient#where}. */
    record WhereAnswer(Room room) implements ChatEvent {}

    /** The room does not want this user, and will not. */
    record Refused(String why) implements ChatEvent {}

    /** The member is lost, or does not reach the room: {@link ChatClient#connect} to another. */
    record Disconnected(String why) implements ChatEvent {}
}
