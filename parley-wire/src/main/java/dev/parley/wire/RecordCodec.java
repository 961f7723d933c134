package dev.parley.wire;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A record as a map from small ids to values, ids ascending, absent values left out.
 *
 * <p>Threading: any thread, once {@link #bind} was called under the registration lock.
 */
final class RecordCodec implements ValueCodec<Object>, LeafCodec {

    private final Class<?> type;
    private final String name;
    private final Shape.RecordOf shape;
    private @Nullable RecordBody body;
    private long heapBytes;

    /** The codec of a class, whose full type has that text. */
    RecordCodec(Class<?> type, String text) {
        this.type = type;
        this.name = MessageNames.nameOf(type);
        this.shape = new Shape.RecordOf(text);
    }

    /** Gives it what its fields are written and read by; later, because a field may lead back to this record. */
    void bind(RecordBody bodyOfType, List<Shape.Entry> components) {
        body = bodyOfType;
        heapBytes = HeapEstimate.ofRecord(components.size());
        shape.bind(components);
    }

    @Override
    public Shape.RecordOf shape() {
        return shape;
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
        Objects.requireNonNull(body, "bound").write(value, leafId, out);
    }

    @Override
    public Object readEntries(CborReader in, int entries) throws WireException {
        in.charge(heapBytes);
        return Objects.requireNonNull(body, "bound").read(in, entries, name);
    }
}
