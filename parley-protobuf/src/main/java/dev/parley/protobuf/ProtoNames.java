package dev.parley.protobuf;

import dev.parley.protobuf.ProtoType.Content;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** What things are called in a schema. Pure. */
final class ProtoNames {
    private static final Pattern FOREIGN = Pattern.compile("\\W");
    private static final Pattern ARGUMENTS = Pattern.compile("\\W+");
    private static final Pattern HUMP = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");

    private ProtoNames() {}

    /** How a type is nested: {@code Shop.Pair<Long,String>} as {@code Shop} and {@code Pair_Long_String}. */
    static List<String> path(String type) {
        int arguments = type.indexOf('<');
        String nesting = arguments < 0 ? type : type.substring(0, arguments);
        List<String> path = new ArrayList<>();
        for (String name : nesting.split("\\.", -1)) {
            path.add(identifier(name));
        }
        if (arguments >= 0) {
            String inside = type.substring(arguments, type.length() - 1);
            path.set(
                    path.size() - 1,
                    path.getLast() + identifier(ARGUMENTS.matcher(inside).replaceAll("_")));
        }
        return path;
    }

    /** Java has more letters than Protocol Buffers. */
    private static String identifier(String name) {
        String legal = FOREIGN.matcher(name).replaceAll("_");
        return Character.isDigit(legal.charAt(0)) ? "_" + legal : legal;
    }

    /** {@code dueAt} as {@code due_at}. */
    static String snake(String name) {
        return HUMP.matcher(identifier(name)).replaceAll("_").toLowerCase(Locale.ROOT);
    }

    /** {@code due_at} as {@code DueAt}. */
    static String camel(String name) {
        StringBuilder camel = new StringBuilder();
        for (String word : name.split("_", -1)) {
            if (!word.isEmpty()) {
                camel.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
            }
        }
        return camel.toString();
    }

    /** Of a type without a place of its own, or as a part of the name of one. */
    static String label(ProtoType type) {
        return switch (type) {
            case ProtoType.Plain plain -> camel(plain.name().toLowerCase(Locale.ROOT));
            case ProtoType.Part part ->
                switch (part) {
                    case DECIMAL -> "Decimal";
                    case REF -> "ActorRef";
                };
            case ProtoType.Components record -> joined(record.shape().name());
            case ProtoType.Root root -> joined(root.shape().name());
            case ProtoType.Enumeration constants -> joined(constants.name());
            case ProtoType.EnumMessage message -> joined(message.constants().name());
            case ProtoType.Wrapper(Content content) -> label(content);
            case ProtoType.Entry(ProtoType key, ProtoType value) -> label(key) + "And" + label(value);
        };
    }

    private static String label(Content content) {
        return switch (content) {
            case Content.Single(ProtoType type) -> "ValueOf" + label(type);
            case Content.Repeated(ProtoType type) -> "ListOf" + label(type);
            case Content.Mapped(ProtoType.Plain key, ProtoType value) -> "MapOf" + label(key) + "And" + label(value);
        };
    }

    private static String joined(String type) {
        return String.join("_", path(type));
    }
}
