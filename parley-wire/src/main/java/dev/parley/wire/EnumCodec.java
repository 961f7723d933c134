package dev.parley.wire;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An enum as the id of its constant.
 *
 * <p>Threading: any thread; immutable.
 */
final class EnumCodec implements ValueCodec<Object> {

    private final String name;
    private final @Nullable Object[] byId;
    private final Shape.EnumOf shape;
    private final Map<Object, Integer> ids = new LinkedHashMap<>(); // the shape lists them as declared

    /**
     * The codec of an enum.
     *
     * @param idOf the id of a constant by its place in the declaration
     * @param namesOf the names of a constant by its id and the declared one
     */
    EnumCodec(Class<?> type, IntUnaryOperator idOf, BiFunction<Integer, String, List<String>> namesOf) {
        this.name = MessageNames.nameOf(type);
        Object[] constants = Objects.requireNonNull(type.getEnumConstants(), "an enum has constants");
        int largest = -1;
        for (Object constant : constants) {
            int id = idOf.applyAsInt(ids.size());
            ids.put(constant, id);
            largest = Math.max(largest, id);
        }
        byId = new Object[largest + 1];
        List<Shape.Entry> entries = new ArrayList<>();
        ids.forEach((constant, id) -> {
            byId[id] = constant;
            entries.add(new Shape.Entry(id, namesOf.apply(id, ((Enum<?>) constant).name()), Shape.Scalar.TEXT));
        });
        shape = new Shape.EnumOf(name, new Shape.Entries(entries));
    }

    @Override
    public Shape shape() {
        return shape;
    }

    /** For refusals. */
    String name() {
        return name;
    }

    @Override
    public void write(Object value, CborWriter out) throws WireException {
        Integer id = ids.get(value);
        if (id == null) {
            throw new WireException(WireError.NOT_ENCODABLE, "a value that is no constant of " + name);
        }
        out.writeLong(id);
    }

    @Override
    public Object read(CborReader in) throws WireException {
        long id = in.readLong();
        Object constant = id < 0 || id >= byId.length ? null : byId[(int) id];
        if (constant == null) {
            throw in.refused(WireError.UNKNOWN_CHOICE, name + " has no constant " + id + ": deploy readers first");
        }
        return constant;
    }
}
