package dev.parley.cli.terminal;

import dev.parley.cli.chat.ChatEvent;
import dev.parley.cli.chat.RoomState;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Events as JSON objects, one a line, for programs. Source: RFC 8259. */
final class JsonText {
    private JsonText() {}

    /** The line, if there is one to show. */
    static Optional<String> of(ChatEvent event) {
        return switch (event) {
            case ChatEvent.Said said -> Optional.of(line(said));
            case ChatEvent.Joined(String user) -> Optional.of("{\"type\":\"joined\",\"user\":" + quoted(user) + "}");
            case ChatEvent.Left(String user) -> Optional.of("{\"type\":\"left\",\"user\":" + quoted(user) + "}");
            case ChatEvent.Room room -> Optional.of(room(room));
            case ChatEvent.WhoAnswer(List<String> users) ->
                Optional.of(users.stream()
                        .map(JsonText::quoted)
                        .collect(Collectors.joining(",", "{\"type\":\"who\",\"users\":[", "]}")));
            case ChatEvent.WhereAnswer(ChatEvent.Room room) -> Optional.of(room(room));
            case ChatEvent.Refused _, ChatEvent.Disconnected _ -> Optional.empty();
        };
    }

    private static String line(ChatEvent.Said said) {
        return "{\"type\":\"line\",\"seq\":" + said.seq() + ",\"user\":" + quoted(said.user()) + ",\"text\":"
                + quoted(said.text()) + ",\"room\":" + quoted(said.room()) + ",\"life\":" + said.life() + "}";
    }

    private static String room(ChatEvent.Room room) {
        String node = room.node().isEmpty() ? "null" : quoted(room.node());
        return "{\"type\":\"room\",\"state\":\"" + state(room.state()) + "\",\"node\":" + node + ",\"life\":"
                + room.life() + "}";
    }

    private static String state(RoomState state) {
        return switch (state) {
            case ON -> "on";
            case MOVING -> "moving";
            case NO_QUORUM -> "no-quorum";
        };
    }

    private static boolean needsEscape(int c) {
        return c < ' ' || c == 0x7F || (c >= 0xD800 && c <= 0xDFFF) || c == 0x2028 || c == 0x2029;
    }

    /** A JSON string; lone surrogates are escaped, because UTF-8 has no bytes for them. */
    static String quoted(String text) {
        StringBuilder json = new StringBuilder(text.length() + 2).append('"');
        text.codePoints().forEach(c -> {
            switch (c) {
                case '"' -> json.append("\\\"");
                case '\\' -> json.append("\\\\");
                case '\n' -> json.append("\\n");
                case '\r' -> json.append("\\r");
                case '\t' -> json.append("\\t");
                default -> {
                    if (needsEscape(c)) {
                        json.append(String.format("\\u%04x", c));
                    } else {
                        json.appendCodePoint(c);
                    }
                }
            }
        });
        return json.append('"').toString();
    }
}
