package dev.parley.protobuf;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where the messages and enums of a schema are nested: as their classes are, what has none on the outside. */
final class ProtoPlaces {
    private ProtoPlaces() {}

    /** A scope, still empty, for each type that needs one. Who is first has the name; that is who has a class. */
    static Map<ProtoType, ProtoScope> of(Collection<ProtoType> types, ProtoScope file) {
        Map<ProtoType, ProtoScope> places = new LinkedHashMap<>();
        types.stream()
                .filter(type -> !(type instanceof ProtoType.Plain))
                .sorted(Comparator.comparingInt(ProtoPlaces::rank).thenComparing(ProtoPlaces::text))
                .forEach(type -> places.put(type, place(type, file)));
        return places;
    }

    private static int rank(ProtoType type) {
        return switch (type) {
            case ProtoType.Components _, ProtoType.Root _, ProtoType.EnumMessage _ -> 0;
            case ProtoType.Enumeration _ -> 1;
            case ProtoType.Wrapper _, ProtoType.Entry _, ProtoType.Part _, ProtoType.Plain _ -> 2;
        };
    }

    private static String text(ProtoType type) {
        return switch (type) {
            case ProtoType.Components record -> record.shape().name();
            case ProtoType.Root root -> root.shape().name();
            case ProtoType.EnumMessage message -> message.constants().name();
            case ProtoType.Enumeration constants -> constants.name();
            case ProtoType.Wrapper _, ProtoType.Entry _, ProtoType.Part _, ProtoType.Plain _ -> ProtoNames.label(type);
        };
    }

    private static ProtoScope place(ProtoType type, ProtoScope file) {
        String text = text(type);
        List<String> path = ProtoNames.path(text);
        ProtoScope around = file;
        for (String outer : path.subList(0, path.size() - 1)) {
            around = around.message(outer);
        }
        ProtoScope scope = type instanceof ProtoType.Enumeration
                ? around.addEnum(path.getLast())
                : around.addMessage(path.getLast());
        if (!scope.fullName().endsWith("." + text) && rank(type) == 0) {
            scope.comment(text);
        }
        return scope;
    }
}
