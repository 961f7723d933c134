package dev.parley.wire;

import dev.parley.wire.lock.LockedType;
import dev.parley.wire.lock.ProtocolLock;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Walks from a type to everything that its values can hold, and makes a codec for each. A type that is open, or that we
 * cannot reach, stops the walk with the path of the component.
 *
 * <p>Threading: guarded by the registration lock of {@link Codecs}.
 * <p>Limits: {@value #MAX_NESTING} types deep, so that a generic type that grows by recursion ends with a text.
 */
final class TypeGraph {

    private static final int MAX_NESTING = 128;
    private static final String REMEDY = "make it a record, an enum or a sealed interface";

    private final Settings settings;
    private final Map<Type, ValueCodec<Object>> codecs;
    private final Ids ids;
    private final Map<Class<?>, EnumCodec> enums = new HashMap<>();
    private int nesting;

    /**
     * What the user brought along.
     *
     * @param extensions factories of codecs by raw class
     * @param prototypes values whose components stand in for missing entries, by class
     * @param lock where types have ids that are not those of their declaration
     * @param byName whether leaves must be told apart by their names, too
     */
    record Settings(
            Map<Class<?>, Function<Type, ValueCodec<?>>> extensions,
            Map<Class<?>, Record> prototypes,
            ProtocolLock lock,
            RecordAccess access,
            boolean byName) {}

    /** A walk that starts from what is known already. */
    TypeGraph(Settings settings, Registered known) {
        this.settings = settings;
        this.codecs = new HashMap<>(known.codecs());
        this.ids = new Ids(settings.lock(), known.claims());
    }

    /** Everything known after the walk. */
    Map<Type, ValueCodec<Object>> codecs() {
        return codecs;
    }

    /** What the known types declare. */
    ProtocolLock declared() {
        Map<Class<?>, LockedType> declared = new HashMap<>();
        for (Type type : codecs.keySet()) {
            Class<?> raw = Types.rawOf(type);
            if (isExtension(raw)) {
                continue;
            }
            if (raw.isRecord()) {
                declared.put(raw, new RecordBinder(this, type).declared(Types.text(type)));
            } else if (raw.isEnum()) {
                declared.put(raw, Declarations.ofEnum(raw));
            } else if (raw.isSealed()) {
                SealedBinder binder = new SealedBinder(this, type);
                declared.put(raw, binder.declared());
                // Enums that are leaves have no codec of their own.
                binder.leafTypes().keySet().stream()
                        .filter(Class::isEnum)
                        .forEach(leaf -> declared.put(leaf, Declarations.ofEnum(leaf)));
            }
        }
        return new ProtocolLock(List.copyOf(declared.values()));
    }

    Ids ids() {
        return ids;
    }

    Settings settings() {
        return settings;
    }

    /** The codec of a canonical type; the path says where it stands, for the refusal. */
    ValueCodec<Object> codec(Type type, String path) {
        ValueCodec<Object> known = codecs.get(type);
        if (known != null) {
            return known;
        }
        if (nesting == MAX_NESTING) {
            throw refused(path, Types.text(type) + " is nested more than " + MAX_NESTING + " types deep");
        }
        nesting++;
        ValueCodec<Object> built = build(type, path);
        nesting--;
        codecs.put(type, built);
        return built;
    }

    /**
     * The codec of a leaf of a sealed type, or of a message: a record or an enum. A message begins a path with its own
     * name; elsewhere the leaf stands in brackets behind the component that holds it.
     */
    LeafCodec leaf(Type type, Type root, String path) {
        Class<?> raw = Types.rawOf(type);
        if (raw.isEnum()) {
            return new EnumLeafCodec(enumCodec(raw, path));
        }
        String name = MessageNames.nameOf(raw);
        String ownPath = path.equals(Types.text(root)) ? name : path + "(" + name + ")";
        if (raw.isRecord() && codec(type, ownPath) instanceof RecordCodec leaf) {
            return leaf;
        }
        throw refused(path, Types.text(type) + " is no record and no enum: " + REMEDY);
    }

    /** A type that a value of this class must not be written by itself. */
    static IllegalArgumentException refused(String path, String why) {
        return new IllegalArgumentException(path + ": " + why);
    }

    boolean isExtension(Class<?> raw) {
        return settings.extensions().containsKey(raw);
    }

    private ValueCodec<Object> build(Type type, String path) {
        Class<?> raw = Types.rawOf(type);
        Function<Type, ValueCodec<?>> extension = settings.extensions().get(raw);
        if (extension != null) {
            return untyped(extension.apply(type));
        }
        requireNamed(type, path);
        ValueCodec<?> scalar = ScalarCodecs.of(raw);
        if (scalar != null) {
            return untyped(scalar);
        }
        ValueCodec<Object> container = new ContainerBinder(this).codec(type, path);
        return container != null ? container : own(type, raw, path);
    }

    private ValueCodec<Object> own(Type type, Class<?> raw, String path) {
        if (raw.isEnum()) {
            return enumCodec(raw, path);
        }
        if (raw.isRecord()) {
            RecordBinder binder = new RecordBinder(this, type);
            RecordCodec codec = binder.unbound(path);
            codecs.put(type, codec);
            binder.bind(codec, path);
            return codec;
        }
        if (raw.isSealed() && raw.isInterface()) {
            SealedCodec codec = new SealedCodec(Types.text(type));
            codecs.put(type, codec);
            codec.bind(new SealedBinder(this, type).leaves(path));
            return codec;
        }
        throw refused(path, Types.text(type) + " is open: " + REMEDY);
    }

    private EnumCodec enumCodec(Class<?> raw, String path) {
        return enums.computeIfAbsent(
                raw,
                type -> new EnumCodec(
                        type,
                        ids.of(type, LockedType.Kind.ENUM, () -> Declarations.ofEnum(type), path),
                        (id, declared) -> ids.namesOf(type, id, declared)));
    }

    private static void requireNamed(Type type, String path) {
        switch (type) {
            case WildcardType _ -> throw refused(path, "? is open: name the type");
            case TypeVariable<?> variable ->
                throw refused(path, variable + " is not bound: wrap it in a record with fixed type arguments");
            case Class<?> raw -> {
                if (raw == Object.class) {
                    throw refused(path, "Object is open: " + REMEDY);
                }
                if (raw.getTypeParameters().length > 0) {
                    throw refused(
                            path,
                            Types.text(raw) + " is raw: give its type arguments, or wrap it in a record that does");
                }
                if (raw.isArray() && raw != byte[].class) {
                    throw refused(path, Types.text(raw) + " is an array: use a List, or byte[]");
                }
            }
            case ParameterizedType _ -> {}
            default -> throw refused(path, type.getTypeName() + " is an array: use a List, or byte[]");
        }
    }

    @SuppressWarnings("unchecked") // the graph calls a codec only with values of the type it was made for
    private static ValueCodec<Object> untyped(ValueCodec<?> codec) {
        return (ValueCodec<Object>) codec;
    }
}
