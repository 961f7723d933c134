package dev.parley.wire;

import dev.parley.wire.lock.LockedId;
import dev.parley.wire.lock.LockedType;
import dev.parley.wire.lock.LockedType.Kind;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What types declare, in the words of a lock; ids in the order of declaration. */
final class Declarations {

    /** The JDK's types, by what they are on the wire: a box is what is in it. */
    private static final Map<Class<?>, String> WORDS = new HashMap<>();

    static {
        word("boolean", boolean.class, Boolean.class);
        word("byte", byte.class, Byte.class);
        word("short", short.class, Short.class);
        word("int", int.class, Integer.class);
        word("long", long.class, Long.class);
        word("char", char.class, Character.class);
        word("float", float.class, Float.class);
        word("double", double.class, Double.class);
        word("string", String.class);
        word("bytes", byte[].class);
        word("instant", Instant.class);
        word("duration", Duration.class);
        word("uuid", UUID.class);
        word("decimal", BigDecimal.class);
        word("optional", Optional.class);
        word("list", List.class, Collection.class);
        word("set", Set.class);
        word("orderedset", SequencedSet.class);
        word("map", Map.class);
        word("orderedmap", SequencedMap.class);
    }

    private final Predicate<Class<?>> isExtension;

    /**
     * Of types among which these classes have codecs of the user's, who alone knows what they are on the wire.
     *
     * @param isExtension whether a class has one
     */
    Declarations(Predicate<Class<?>> isExtension) {
        this.isExtension = isExtension;
    }

    /** A record; a component that is required must not be missing. */
    LockedType ofRecord(Class<?> raw, Predicate<RecordComponent> required) {
        List<LockedId> ids = new ArrayList<>();
        for (RecordComponent component : raw.getRecordComponents()) {
            String type = LockedId.type(textOf(component.getGenericType()), required.test(component));
            ids.add(LockedId.of(Kind.RECORD.firstId() + ids.size(), component.getName(), type));
        }
        return LockedType.of(Kind.RECORD, MessageNames.nameOf(raw), ids);
    }

    static LockedType ofSealed(Class<?> raw, Collection<Class<?>> leaves) {
        return ofNames(
                Kind.SEALED, raw, leaves.stream().map(MessageNames::nameOf).toList());
    }

    static LockedType ofEnum(Class<?> raw) {
        List<String> names = new ArrayList<>();
        for (Object constant : raw.getEnumConstants()) {
            names.add(((Enum<?>) constant).name());
        }
        return ofNames(Kind.ENUM, raw, names);
    }

    private static LockedType ofNames(Kind kind, Class<?> raw, List<String> names) {
        List<LockedId> ids = new ArrayList<>();
        for (String name : names) {
            ids.add(LockedId.of(kind.firstId() + ids.size(), name));
        }
        return LockedType.of(kind, MessageNames.nameOf(raw), ids);
    }

    private String textOf(Type type) {
        Class<?> raw = Types.rawOf(type);
        String word = isExtension.test(raw) ? null : WORDS.get(raw);
        String name = word == null ? Types.text(type instanceof ParameterizedType ? raw : type) : word;
        if (!(type instanceof ParameterizedType applied)) {
            return name;
        }
        return List.of(applied.getActualTypeArguments()).stream()
                .map(this::textOf)
                .collect(Collectors.joining(",", name + "<", ">"));
    }

    private static void word(String word, Class<?>... classes) {
        for (Class<?> type : classes) {
            WORDS.put(type, word);
        }
    }
}
