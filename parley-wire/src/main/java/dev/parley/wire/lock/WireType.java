package dev.parley.wire.lock;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a component holds, as a tree: {@code map<string,list<Shop.Item>>}.
 *
 * @param name of the JDK's types a word in lower case ({@code long}, {@code list}), of others the name of the class
 */
record WireType(String name, List<WireType> arguments) {

    private static final int MAX_DEPTH = 128;
    private static final List<String> OF_ONE = List.of("optional", "list", "set", "orderedset");
    private static final List<String> OF_TWO = List.of("map", "orderedmap");

    WireType {
        int count = arguments.size();
        if ((OF_ONE.contains(name) && count != 1) || (OF_TWO.contains(name) && count != 2)) {
            throw new IllegalArgumentException(
                    "'" + name + "' has " + count + " arguments: write 'list<string>', 'map<string,long>'");
        }
    }

    /** Reads the text of a type. */
    static WireType parse(String text) {
        Parsing parsing = new Parsing(text);
        WireType type = parsing.type(0);
        if (parsing.at != text.length()) {
            throw parsing.unreadable();
        }
        return type;
    }

    /** Whether it says itself that nothing may be there. */
    boolean isOptional() {
        return name.equals("optional");
    }

    /** The same with other names. */
    WireType renamed(UnaryOperator<String> names) {
        return new WireType(
                names.apply(name),
                arguments.stream().map(argument -> argument.renamed(names)).toList());
    }

    /** The names of what its values are made of; what a class of no lock makes of its arguments is its own affair. */
    Stream<String> parts(Predicate<String> isOfLock) {
        boolean holdsArguments = OF_ONE.contains(name) || OF_TWO.contains(name) || isOfLock.test(name);
        return Stream.concat(
                Stream.of(name),
                holdsArguments ? arguments.stream().flatMap(argument -> argument.parts(isOfLock)) : Stream.empty());
    }

    @Override
    public String toString() {
        return arguments.isEmpty()
                ? name
                : name + arguments.stream().map(WireType::toString).collect(Collectors.joining(",", "<", ">"));
    }

    private static final class Parsing {

        private final String text;
        private int at;

        Parsing(String text) {
            this.text = text;
        }

        WireType type(int depth) {
            int from = at;
            while (at < text.length() && "<>,!".indexOf(text.charAt(at)) < 0) {
                at++;
            }
            if (at == from || depth == MAX_DEPTH) {
                throw unreadable();
            }
            String name = text.substring(from, at);
            List<WireType> arguments = new ArrayList<>();
            if (isAt('<')) {
                do {
                    at++;
                    arguments.add(type(depth + 1));
                } while (isAt(','));
                if (!isAt('>')) {
                    throw unreadable();
                }
                at++;
            }
            return new WireType(name, arguments);
        }

        private boolean isAt(char sign) {
            return at < text.length() && text.charAt(at) == sign;
        }

        IllegalArgumentException unreadable() {
            return new IllegalArgumentException(
                    "'" + text + "' is no type: write one such as 'long', 'string!' or 'list<Shop.Item>'");
        }
    }
}
