package dev.parley.wire;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Reaches the constructor and accessors of users' records, wherever the module system lets us.
 *
 * <p>Threading: guarded by the registration lock of {@link Codecs}; what all share may be used at any time.
 */
final class RecordAccess {

    private static final String CONSTRUCTOR_NAME = "<init>";

    /**
     * One handle serves all nodes of a JVM: the JDK compiles a form for each handle that is used often, so many handles
     * for one accessor would never become fast.
     */
    private static final ClassValue<Map<String, MethodHandle>> KNOWN = new ClassValue<>() {
        @Override
        protected Map<String, MethodHandle> computeValue(Class<?> type) {
            return new ConcurrentHashMap<>();
        }
    };

    /** The code for a record type serves all nodes too; whoever gets it has found the handles in it himself. */
    private static final ClassValue<Map<RecordShape, MethodHandle>> BODIES = new ClassValue<>() {
        @Override
        protected Map<RecordShape, MethodHandle> computeValue(Class<?> type) {
            return new ConcurrentHashMap<>();
        }
    };

    private final List<MethodHandles.Lookup> userLookups = new ArrayList<>();

    /** Adds the rights of a user's module. */
    void add(MethodHandles.Lookup lookup) {
        userLookups.add(lookup);
    }

    /** The canonical constructor as it is. */
    MethodHandle constructor(Class<?> type, RecordComponent[] components) throws IllegalAccessException {
        MethodHandles.Lookup lookup = lookupIn(type);
        return handle(type, CONSTRUCTOR_NAME, lookup, () -> findConstructor(lookup, type, components));
    }

    /** An accessor as it is. */
    MethodHandle accessor(Class<?> type, RecordComponent component) throws IllegalAccessException {
        MethodHandles.Lookup lookup = lookupIn(type);
        return handle(type, component.getName(), lookup, () -> lookup.unreflect(component.getAccessor()));
    }

    /** What writes and reads records of this type with this constructor and these fields. */
    static RecordBody body(Class<?> type, MethodHandle constructor, List<FieldCodec> fields) {
        MethodHandle maker = BODIES.get(type)
                .computeIfAbsent(RecordShape.of(fields), shape -> compiled(type, constructor, fields, shape));
        try {
            return (RecordBody) maker.invokeExact(fields.toArray(new FieldCodec[0]));
        } catch (Throwable impossible) {
            throw new IllegalStateException("code of our own", impossible);
        }
    }

    private static MethodHandle compiled(
            Class<?> type, MethodHandle constructor, List<FieldCodec> fields, RecordShape shape) {
        List<MethodHandle> accessors = new ArrayList<>();
        MethodType parameters = MethodType.methodType(Object.class);
        for (int i = 0; i < fields.size(); i++) {
            FieldCodec field = fields.get(i);
            Class<?> seen = shape.kinds().get(i).type();
            accessors.add(UserCode.refusing(
                    field.accessor().asType(MethodType.methodType(seen, Object.class)),
                    WireError.NOT_ENCODABLE,
                    "the accessor of " + field.name()));
            parameters = parameters.appendParameterTypes(seen);
        }
        MethodHandle made = UserCode.refusing(
                constructor.asType(parameters),
                WireError.VALUE_REFUSED,
                "the constructor of " + MessageNames.nameOf(type));
        return RecordCompiler.compile(shape, accessors, made);
    }

    private static MethodHandle findConstructor(
            MethodHandles.Lookup lookup, Class<?> type, RecordComponent[] components) throws IllegalAccessException {
        Class<?>[] parameters = new Class<?>[components.length];
        for (int i = 0; i < components.length; i++) {
            parameters[i] = components[i].getType();
        }
        try {
            return lookup.findConstructor(type, MethodType.methodType(void.class, parameters));
        } catch (NoSuchMethodException absent) {
            throw new IllegalStateException("every record has its canonical constructor: " + type, absent);
        }
    }

    /** What an earlier registration found, if {@code lookup} has the right to find it. */
    private static MethodHandle handle(Class<?> type, String name, MethodHandles.Lookup lookup, Search search)
            throws IllegalAccessException {
        if (!lookup.hasFullPrivilegeAccess()) {
            return search.find();
        }
        Map<String, MethodHandle> known = KNOWN.get(type);
        MethodHandle handle = known.get(name);
        if (handle == null) {
            handle = search.find();
            known.put(name, handle);
        }
        return handle;
    }

    private interface Search {
        MethodHandle find() throws IllegalAccessException;
    }

    private MethodHandles.Lookup lookupIn(Class<?> type) throws IllegalAccessException {
        for (MethodHandles.Lookup lookup : userLookups) {
            if (lookup.lookupClass().getModule() == type.getModule()) {
                return MethodHandles.privateLookupIn(type, lookup);
            }
        }
        try {
            // Without it even an opened package is refused: "symbolic reference class is not accessible".
            RecordAccess.class.getModule().addReads(type.getModule());
            return MethodHandles.privateLookupIn(type, MethodHandles.lookup());
        } catch (IllegalAccessException notOpened) {
            return MethodHandles.publicLookup().in(type);
        }
    }
}
