package dev.parley.wire;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * An enum as the id of its constant: its place in the order of declaration, from 0.
 *
 * <p>Threading: any thread; immutable.
 */
final class EnumCodec implements ValueCodec<Object> {

    private final String name;
    private final List<Object> constants;
    private final Map<Object, Integer> ids = new HashMap<>();

    EnumCodec(Class<?> type) {
        this.name = MessageNames.nameOf(type);
        this.constants = List.of(Objects.requireNonNull(type.getEnumConstants(), "an enum has constants"));
        for (Object constant : constants) {
            ids.put(constant, ids.size());
        }
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
        if (id < 0 || id >= constants.size()) {
            throw in.refused(WireError.UNKNOWN_CHOICE, name + " has no constant " + id + ": deploy readers first");
        }
        return constants.get((int) id);
    }
}
