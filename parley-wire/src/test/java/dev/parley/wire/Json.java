package dev.parley.wire;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads and writes the little JSON that the vector files need: maps, lists, texts, whole numbers, truth, null. */
final class Json {

    private final String text;
    private int position;

    private Json(String text) {
        this.text = text;
    }

    static @Nullable Object parse(String text) {
        Json json = new Json(text);
        Object value = json.value();
        json.expectEnd();
        return value;
    }

    @SuppressWarnings("unchecked") // a wrong shape of a vector file fails the test that reads it
    static Map<String, @Nullable Object> object(@Nullable Object value) {
        return (Map<String, @Nullable Object>) Objects.requireNonNull(value);
    }

    @SuppressWarnings("unchecked")
    static List<@Nullable Object> array(@Nullable Object value) {
        return (List<@Nullable Object>) Objects.requireNonNull(value);
    }

    static String render(@Nullable Object value) {
        return switch (value) {
            case null -> "null";
            case Map<?, ?> map -> {
                List<String> entries = new ArrayList<>();
                map.forEach((key, each) -> entries.add(quoted((String) key) + ": " + render(each)));
                yield "{" + String.join(", ", entries) + "}";
            }
            case List<?> list -> {
                List<String> items = new ArrayList<>();
                list.forEach(each -> items.add(render(each)));
                yield "[" + String.join(", ", items) + "]";
            }
            case String string -> quoted(string);
            default -> value.toString();
        };
    }

    private static String quoted(String string) {
        StringBuilder out = new StringBuilder("\"");
        for (int i = 0; i < string.length(); i++) {
            char c = string.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ') {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        return out.append('"').toString();
    }

    private @Nullable Object value() {
        return switch (peek()) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> string();
            case 't' -> word("true", true);
            case 'f' -> word("false", false);
            case 'n' -> word("null", null);
            default -> number();
        };
    }

    private Map<String, @Nullable Object> object() {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        expect('{');
        while (peek() != '}') {
            String key = string();
            expect(':');
            map.put(key, value());
            comma('}');
        }
        expect('}');
        return map;
    }

    private List<@Nullable Object> array() {
        List<@Nullable Object> list = new ArrayList<>();
        expect('[');
        while (peek() != ']') {
            list.add(value());
            comma(']');
        }
        expect(']');
        return list;
    }

    private void comma(char closing) {
        if (peek() != closing) {
            expect(',');
        }
    }

    private String string() {
        expect('"');
        StringBuilder out = new StringBuilder();
        while (text.charAt(position) != '"') {
            char c = text.charAt(position++);
            out.append(c == '\\' ? escaped() : c);
        }
        position++;
        return out.toString();
    }

    private char escaped() {
        char c = text.charAt(position++);
        if (c != 'u') {
            return c;
        }
        position += 4;
        return (char) Integer.parseInt(text.substring(position - 4, position), 16);
    }

    private long number() {
        int from = position;
        while (position < text.length() && "-0123456789".indexOf(text.charAt(position)) >= 0) {
            position++;
        }
        return Long.parseLong(text.substring(from, position));
    }

    private @Nullable Object word(String word, @Nullable Object value) {
        if (!text.startsWith(word, position)) {
            throw new IllegalArgumentException("not JSON at " + position);
        }
        position += word.length();
        return value;
    }

    private char peek() {
        while (Character.isWhitespace(text.charAt(position))) {
            position++;
        }
        return text.charAt(position);
    }

    private void expect(char wanted) {
        if (peek() != wanted) {
            throw new IllegalArgumentException("expected " + wanted + " at " + position);
        }
        position++;
    }

    private void expectEnd() {
        if (!text.substring(position).isBlank()) {
            throw new IllegalArgumentException("text after the value at " + position);
        }
    }
}
