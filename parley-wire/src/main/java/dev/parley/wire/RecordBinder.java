package dev.parley.wire;

import dev.parley.wire.FieldCodec.WhenAbsent;
import dev.parley.wire.lock.LockedType;
import java.lang.annotation.Annotation;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Makes the codec of a record: its constructor, and each component with what its absence means.
 *
 * <p>Limits: {@value #MAX_COMPONENTS} components.
 */
final class RecordBinder {

    static final int MAX_COMPONENTS = 64;
    private static final String NULLABLE = "org.jspecify.annotations.Nullable";

    private final TypeGraph graph;
    private final Type type;
    private final Class<?> raw;
    private final RecordComponent[] components;

    RecordBinder(TypeGraph graph, Type type) {
        this.graph = graph;
        this.type = type;
        this.raw = Types.rawOf(type);
        this.components = raw.getRecordComponents();
    }

    /** The codec, still without what its fields are written and read by. */
    RecordCodec unbound(String path) {
        if (components.length > MAX_COMPONENTS) {
            throw TypeGraph.refused(
                    path,
                    name() + " has " + components.length + " components, at most " + MAX_COMPONENTS
                            + ": group some in a record of their own");
        }
        constructor(path);
        return new RecordCodec(raw, Types.text(type));
    }

    /** Gives the codec what its fields are written and read by, and what they are called. */
    void bind(RecordCodec codec, String path) {
        List<FieldCodec> fields = fields(path);
        List<Shape.Entry> shapes = new ArrayList<>();
        for (FieldCodec field : fields) {
            String declared = components[shapes.size()].getName();
            List<String> names = graph.ids().namesOf(raw, field.id(), declared);
            shapes.add(new Shape.Entry(field.id(), names, field.codec().shape()));
        }
        codec.bind(RecordAccess.body(raw, constructor(path), fields), shapes);
    }

    private MethodHandle constructor(String path) {
        try {
            return graph.settings().access().constructor(raw, components);
        } catch (IllegalAccessException closed) {
            throw notReachable(path, closed);
        }
    }

    /** What it declares, with ids in the order of declaration. */
    LockedType declared(String path) {
        return new Declarations(graph::isExtension)
                .ofRecord(
                        raw,
                        component -> whenAbsent(component, component.getType(), path + "." + component.getName())
                                instanceof WhenAbsent.Required);
    }

    /**
     * Its fields, in the order of declaration. The path leads here from the type that is registered, for
     * refusals: they come when it is registered. Later the fields serve all paths, and go by the record's own name.
     */
    private List<FieldCodec> fields(String recordPath) {
        Map<TypeVariable<?>, Type> bindings = Types.bindings(type);
        List<FieldCodec> fields = new ArrayList<>(components.length);
        IntUnaryOperator ids = graph.ids().of(raw, LockedType.Kind.RECORD, () -> declared(recordPath), recordPath);
        for (RecordComponent component : components) {
            String path = recordPath + "." + component.getName();
            MethodHandle accessor = accessor(component, path);
            Type componentType = Types.substitute(component.getGenericType(), bindings);
            fields.add(new FieldCodec(
                    ids.applyAsInt(fields.size()),
                    name() + "." + component.getName(),
                    component.getType(),
                    accessor,
                    graph.codec(componentType, path),
                    whenAbsent(component, Types.rawOf(componentType), path)));
        }
        return fields;
    }

    private String name() {
        return MessageNames.nameOf(raw);
    }

    private MethodHandle accessor(RecordComponent component, String path) {
        try {
            return graph.settings().access().accessor(raw, component);
        } catch (IllegalAccessException closed) {
            throw notReachable(path, closed);
        }
    }

    /** {@code type} is what the component holds, also where it is declared by a variable. */
    private WhenAbsent whenAbsent(RecordComponent component, Class<?> type, String path) {
        Object value = prototypeOf(accessor(component, path));
        if (value == null) {
            value = emptyOf(type);
        }
        if (value == null) {
            return isNullable(component) ? new WhenAbsent.Null() : new WhenAbsent.Required();
        }
        requireNothingElse(component, value, path);
        return new WhenAbsent.Value(value);
    }

    /** What is sent by leaving the entry out must not become what stands for an entry that is missing. */
    private static void requireNothingElse(RecordComponent component, Object value, String path) {
        if (value instanceof Optional<?> optional && optional.isPresent()) {
            throw TypeGraph.refused(
                    path, "an empty Optional would arrive as " + value + ": leave it empty in the prototype");
        }
        if (isNullable(component)) {
            throw TypeGraph.refused(
                    path,
                    "null would arrive as " + value + ", which stands for what is missing: let it not be @Nullable");
        }
    }

    private @Nullable Object prototypeOf(MethodHandle accessor) {
        Record prototype = graph.settings().prototypes().get(raw);
        if (prototype == null) {
            return null;
        }
        try {
            return (Object) accessor.invoke((Object) prototype);
        } catch (Throwable thrown) {
            throw new IllegalArgumentException("the prototype of " + name() + " cannot be read", thrown);
        }
    }

    private static @Nullable Object emptyOf(Class<?> type) {
        if (type == Optional.class) {
            return Optional.empty();
        }
        if (type == List.class || type == Collection.class) {
            return List.of();
        }
        if (type == Set.class || type == SequencedSet.class) {
            return Collections.unmodifiableSequencedSet(new LinkedHashSet<>());
        }
        if (type == Map.class || type == SequencedMap.class) {
            return Collections.unmodifiableSequencedMap(new LinkedHashMap<>());
        }
        return ScalarCodecs.zeroOf(type);
    }

    private static boolean isNullable(RecordComponent component) {
        for (Annotation annotation : component.getAnnotatedType().getAnnotations()) {
            if (annotation.annotationType().getName().equals(NULLABLE)) {
                return true;
            }
        }
        return false;
    }

    private IllegalArgumentException notReachable(String path, IllegalAccessException closed) {
        Module ours = RecordBinder.class.getModule();
        String to = ours.isNamed() ? " to " + ours.getName() : "";
        return new IllegalArgumentException(
                path + ": " + raw.getName() + " is closed to us: write 'opens " + raw.getPackageName() + to
                        + "' in its module-info, or register with MethodHandles.lookup() of its module",
                closed);
    }
}
