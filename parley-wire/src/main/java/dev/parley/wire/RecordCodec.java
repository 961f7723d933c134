package dev.parley.wire;

import java.lang.invoke.MethodHandle;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A record as a map from small ids to values, ids ascending, absent values left out.
 *
 * <p>Threading: any thread, once {@link #bind} was called under the registration lock.
 */
final class RecordCodec implements ValueCodec<Object>, LeafCodec {

    private static final int RECORD_HEAP_BYTES = 16;
    private static final int FIELD_HEAP_BYTES = 8;

    private final Class<?> type;
    private final String name;
    private final MethodHandle constructor;
    private List<FieldCodec> fields = List.of();

    RecordCodec(Class<?> type, MethodHandle constructor) {
        this.type = type;
        this.name = MessageNames.nameOf(type);
        this.constructor = constructor;
    }

    /** Gives it its fields; later than the constructor, because a field may lead back to this record. */
    void bind(List<FieldCodec> fieldsById) {
        fields = fieldsById;
    }

    @Override
    public void write(Object value, CborWriter out) throws WireException {
        writeMap(value, NO_LEAF, out);
    }

    @Override
    public Object read(CborReader in) throws WireException {
        Object value = readEntries(in, in.beginMap());
        in.end();
        return value;
    }

    @Override
    public void writeMap(Object value, int leafId, CborWriter out) throws WireException {
        if (!type.isInstance(value)) {
            throw new WireException(
                    WireError.NOT_ENCODABLE, MessageNames.nameOf(value.getClass()) + " where " + name + " belongs");
        }
        @Nullable Object[] values = new @Nullable Object[fields.size()];
        int present = leafId == NO_LEAF ? 0 : 1;
        for (int i = 0; i < values.length; i++) {
            values[i] = fields.get(i).valueIn(value);
            present += values[i] == null ? 0 : 1;
        }
        out.beginMap(present);
        if (leafId != NO_LEAF) {
            out.writeLong(LEAF_KEY);
            out.writeLong(leafId);
        }
        for (int i = 0; i < values.length; i++) {
            Object field = values[i];
            if (field != null) {
                out.writeLong(fields.get(i).id());
                fields.get(i).codec().write(field, out);
            }
        }
        out.end();
    }

    @Override
    public Object readEntries(CborReader in, int entries) throws WireException {
        in.charge(RECORD_HEAP_BYTES + (long) FIELD_HEAP_BYTES * fields.size());
        @Nullable Object[] values = new @Nullable Object[fields.size()];
        long last = LEAF_KEY;
        for (int i = 0; i < entries; i++) {
            last = ascendingKey(in, last);
            if (last > values.length) {
                in.skip();
                continue;
            }
            int index = (int) last - 1;
            values[index] = fields.get(index).codec().read(in);
        }
        fillAbsent(values, in);
        return construct(values);
    }

    private long ascendingKey(CborReader in, long last) throws WireException {
        long key = in.readLong();
        if (key <= last) {
            throw in.refused(WireError.KEY_ORDER, "key " + key + " after key " + last + " in " + name);
        }
        return key;
    }

    private void fillAbsent(@Nullable Object[] values, CborReader in) throws WireException {
        for (int i = 0; i < values.length; i++) {
            if (values[i] == null) {
                values[i] = fields.get(i).absent(in);
            }
        }
    }

    private Object construct(@Nullable Object[] values) throws WireException {
        try {
            return (Object) constructor.invokeExact(values);
        } catch (Throwable thrown) {
            throw UserCode.failed(WireError.VALUE_REFUSED, "the constructor of " + name, thrown);
        }
    }
}
