package dev.parley.wire;

import java.lang.invoke.MethodHandle;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One component of a record.
 *
 * @param id its key in the map, from 1
 * @param name {@code Order.buyer}, for refusals
 * @param type the class of the component
 * @param accessor {@code (Object) -> T}, T as {@link RecordShape.Kind} sees the component; what it throws is a refusal
 * @param whenAbsent what the constructor gets if the entry is missing
 */
record FieldCodec(
        int id, String name, Class<?> type, MethodHandle accessor, ValueCodec<Object> codec, WhenAbsent whenAbsent) {

    /** What a missing entry means. */
    sealed interface WhenAbsent {

        /** It is an error. */
        record Required() implements WhenAbsent {}

        /** It is null, and null is written by leaving the entry out. */
        record Null() implements WhenAbsent {}

        /** It is this value. */
        record Value(Object value) implements WhenAbsent {}
    }

    /** The component's value, or null if the entry is left out. */
    @Nullable
    Object present(@Nullable Object value) throws WireException {
        if (value == null && !(whenAbsent instanceof WhenAbsent.Null)) {
            throw new WireException(
                    WireError.MISSING_FIELD, name + " is null: set it, or declare it @Nullable (JSpecify) or Optional");
        }
        return value instanceof Optional<?> optional && optional.isEmpty() ? null : value;
    }

    /** What the constructor gets for a missing entry. */
    @Nullable
    Object absent(CborReader in) throws WireException {
        return switch (whenAbsent) {
            case WhenAbsent.Null() -> null;
            case WhenAbsent.Value(Object value) -> value;
            case WhenAbsent.Required() ->
                throw in.refused(WireError.MISSING_FIELD, "required field " + name + " (id " + id + ") is missing");
        };
    }
}
