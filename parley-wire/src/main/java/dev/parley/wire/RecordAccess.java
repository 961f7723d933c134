package dev.parley.wire;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;

/**
 * Reaches the constructor and accessors of users' records, wherever the module system lets us.
 *
 * <p>Threading: guarded by the registration lock of {@link Codecs}.
 */
final class RecordAccess {

    private static final MethodType ACCESSOR = MethodType.methodType(Object.class, Object.class);
    private static final MethodType CONSTRUCTOR = MethodType.methodType(Object.class, Object[].class);

    private final List<MethodHandles.Lookup> userLookups = new ArrayList<>();

    /** Adds the rights of a user's module. */
    void add(MethodHandles.Lookup lookup) {
        userLookups.add(lookup);
    }

    /** The canonical constructor as {@code (Object[]) -> Object}. */
    MethodHandle constructor(Class<?> type, RecordComponent[] components) throws IllegalAccessException {
        Class<?>[] parameters = new Class<?>[components.length];
        for (int i = 0; i < components.length; i++) {
            parameters[i] = components[i].getType();
        }
        try {
            return lookupIn(type)
                    .findConstructor(type, MethodType.methodType(void.class, parameters))
                    .asSpreader(Object[].class, parameters.length)
                    .asType(CONSTRUCTOR);
        } catch (NoSuchMethodException absent) {
            throw new IllegalStateException("every record has its canonical constructor: " + type, absent);
        }
    }

    /** An accessor as {@code (Object) -> Object}. */
    MethodHandle accessor(Class<?> type, RecordComponent component) throws IllegalAccessException {
        return lookupIn(type).unreflect(component.getAccessor()).asType(ACCESSOR);
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
