package dev.parley.protobuf;

import dev.parley.wire.Codecs;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The file for {@code protoc} that describes what {@link ProtobufPayloads} writes and reads, for programs in other
 * languages.
 *
 * <p>Messages are nested as their classes are, so the type {@code Savings.Deposit} that a frame names is the message
 * {@code Savings.Deposit} in the file's package. Fields have the numbers of the ids and the names of the components, in
 * small letters with underscores. A type with arguments is a message for each use ({@code Pair_Long_String}); what has
 * no class has a name that says what it is ({@code ListOfString}). Ids that a lock has retired are not in it.
 *
 * <p>Threading: any thread; it keeps no state.
 */
public final class ProtoFile {
    private static final Pattern PACKAGE = Pattern.compile("[A-Za-z_]\\w*(\\.[A-Za-z_]\\w*)*");

    private static final String HEAD = """
        // Made from the code, not to be edited. docs/WIRE.md, section 11.9, says what no schema can.
        syntax = "proto3";

        """;

    private ProtoFile() {}

    /**
     * The text of the file for all types that are registered: messages, answers, arguments, and what they reach. The
     * same for the same types and lock.
     *
     * @param packageName of Protocol Buffers, such as {@code shop.v1}
     * @throws IllegalArgumentException if that is no name of a package
     */
    public static String text(String packageName, Codecs codecs) {
        if (!PACKAGE.matcher(packageName).matches()) {
            throw new IllegalArgumentException("'" + packageName + "' is no package: write one such as shop.v1");
        }
        Set<ProtoType> types = ProtoType.reachedFrom(codecs.shapes());
        ProtoScope file = ProtoScope.file(packageName);
        Map<ProtoType, ProtoScope> scopes = ProtoPlaces.of(types, file);
        Map<ProtoType, String> names = new HashMap<>();
        scopes.forEach((type, scope) -> names.put(type, scope.fullName()));
        ProtoBodies bodies = new ProtoBodies(names);
        scopes.forEach(bodies::fill);
        StringBuilder text =
                new StringBuilder(HEAD).append("package ").append(packageName).append(";\n");
        imports(types, text);
        file.write(text);
        return text.toString();
    }

    private static void imports(Set<ProtoType> types, StringBuilder text) {
        String lines = types.stream()
                .filter(ProtoType.Plain.class::isInstance)
                .flatMap(type -> ((ProtoType.Plain) type).file().stream())
                .sorted()
                .map(name -> "import \"" + name + "\";\n")
                .reduce("", String::concat);
        text.append(lines.isEmpty() ? "" : "\n").append(lines);
    }
}
