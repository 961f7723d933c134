package dev.parley.protobuf;

import dev.parley.protobuf.ProtoType.Content;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * The fields of messages and the constants of enums.
 *
 * @param names of all types that are not plain
 */
record ProtoBodies(Map<ProtoType, String> names) {

    /** Fills in what a type consists of. */
    void fill(ProtoType type, ProtoScope scope) {
        switch (type) {
            case ProtoType.Plain _ -> {}
            case ProtoType.Enumeration constants -> constants(constants, scope);
            case ProtoType.Root root -> leaves(root, scope);
            case ProtoType.Part.DECIMAL -> decimal(scope);
            case ProtoType.Part.REF -> ref(scope);
            case ProtoType.Components _, ProtoType.EnumMessage _, ProtoType.Wrapper _, ProtoType.Entry _ ->
                type.fields().forEach(field -> scope.line(line(field, scope)));
        }
    }

    private String line(ProtoType.Field field, ProtoScope scope) {
        String wanted = ProtoNames.snake(field.name());
        return switch (field.content()) {
            case Content.Single(ProtoType type) ->
                line("optional " + name(type), scope.claimField(wanted), field, type);
            case Content.Repeated(ProtoType type) ->
                line("repeated " + name(type), scope.claimField(wanted), field, type);
            case Content.Mapped(ProtoType.Plain key, ProtoType value) ->
                line("map<" + key.keyword() + ", " + name(value) + ">", scope.claimMap(wanted), field, value);
        };
    }

    private static String line(String what, String name, ProtoType.Field field, ProtoType noted) {
        String note = noted instanceof ProtoType.Plain plain ? plain.note() : "";
        return what + " " + name + " = " + field.number() + ";" + (note.isEmpty() ? "" : " // " + note);
    }

    private String name(ProtoType type) {
        return type instanceof ProtoType.Plain plain ? plain.keyword() : Objects.requireNonNull(names.get(type));
    }

    private void leaves(ProtoType.Root root, ProtoScope scope) {
        if (root.fields().isEmpty()) {
            return; // its type arguments exclude them all
        }
        List<String> lines = new ArrayList<>();
        for (ProtoType.Field leaf : root.fields()) {
            ProtoType type = leaf.content().types().getFirst();
            String name = scope.claimField(ProtoNames.snake(leaf.name()));
            lines.add("  " + name(type) + " " + name + " = " + leaf.number() + ";");
        }
        scope.line("oneof " + scope.claim("leaf") + " {");
        lines.forEach(scope::line);
        scope.line("}");
    }

    /** Their names are those of siblings of the enum, so they begin with its own. */
    private static void constants(ProtoType.Enumeration type, ProtoScope scope) {
        String prefix = upper(ProtoNames.path(type.name()).getLast()) + "_";
        List<ProtoType.Constant> constants = type.constants();
        if (constants.isEmpty() || constants.getFirst().id() != 0) {
            scope.line(constant(scope, prefix + "UNSPECIFIED", 0) + " // no value: proto3 wants one that is 0");
        }
        for (ProtoType.Constant constant : constants) {
            scope.line(constant(scope, prefix + upper(constant.name()), constant.id()));
        }
    }

    private static String constant(ProtoScope scope, String wanted, int id) {
        return scope.around().claimField(wanted) + " = " + id + ";";
    }

    private static String upper(String name) {
        return ProtoNames.snake(name).toUpperCase(Locale.ROOT);
    }

    private static void decimal(ProtoScope scope) {
        scope.comment("unscaled * 10^-scale");
        scope.line("bytes unscaled = " + Fields.UNSCALED + "; // two's complement, the highest byte first");
        scope.line("sint32 scale = " + Fields.SCALE + ";");
    }

    private static void ref(ProtoScope scope) {
        scope.comment("An actor that messages can be sent to.");
        scope.line("string host = " + Fields.HOST + ";");
        scope.line("uint32 port = " + Fields.PORT + ";");
        scope.line("fixed64 node_incarnation = " + Fields.NODE + ";");
        scope.line("string path = " + Fields.PATH + ";");
        scope.line("fixed64 incarnation = " + Fields.ACTOR + ";");
    }
}
