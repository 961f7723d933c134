package dev.parley.cli.terminal;

import dev.parley.cli.chat.ChatEvent;
import java.util.Optional;

/** Events as lines for people: {@code USER: TEXT}, and status lines that begin with {@code * } or {@code ~ }. */
final class PlainText {
    private PlainText() {}

    /** The line, if there is one to show. */
    static Optional<String> of(ChatEvent event) {
        return switch (event) {
            case ChatEvent.Said said -> Optional.of(printable(said.user()) + ": " + printable(said.text()));
            case ChatEvent.Joined(String user) -> Optional.of("* " + printable(user) + " joined");
            case ChatEvent.Left(String user) -> Optional.of("* " + printable(user) + " left");
            case ChatEvent.Room room -> Optional.of(room(room));
            case ChatEvent.WhoAnswer(var users) -> Optional.of("* here: " + printable(String.join(", ", users)));
            case ChatEvent.WhereAnswer(ChatEvent.Room room) -> Optional.of(room(room));
            case ChatEvent.Refused _, ChatEvent.Disconnected _ -> Optional.empty();
        };
    }

    private static String room(ChatEvent.Room room) {
        return switch (room.state()) {
            case ON -> "~ room is on " + printable(room.node());
            case MOVING -> "~ room is moving";
            case NO_QUORUM -> "~ no quorum";
        };
    }

    /** Without what could move the cursor or forge a line: others wrote it. Its length is what it was. */
    static String printable(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        text.codePoints().forEach(c -> shown.appendCodePoint(isHarmless(c) ? c : '\uFFFD'));
        return shown.toString();
    }

    private static boolean isHarmless(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL -> c == '\t';
            case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE -> false;
            // the marks that turn the direction of writing; the others join letters and pictures
            case Character.FORMAT -> !((c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069));
            default -> true;
        };
    }
}
