package dev.parley.wire;

import java.util.Collection;
import java.util.List;

/** A list as an array. It comes back as {@code List.of}, so that a record's own {@code List.copyOf} costs nothing. */
record ListCodec(ValueCodec<Object> element) implements ValueCodec<Object> {

    @Override
    public Shape shape() {
        return new Shape.ListOf(element.shape());
    }

    @Override
    public void write(Object value, CborWriter out) throws WireException {
        Object[] elements = Containers.elementsOf((Collection<?>) value);
        out.beginArray(elements.length);
        for (Object each : elements) {
            element.write(each, out);
        }
        out.end();
    }

    @Override
    public Object read(CborReader in) throws WireException {
        int items = in.beginArray();
        in.charge(HeapEstimate.LIST_BYTES + HeapEstimate.REFERENCE_BYTES * (long) items);
        Object[] elements = new Object[items];
        for (int i = 0; i < items; i++) {
            elements[i] = element.read(in);
        }
        in.end();
        return List.of(elements);
    }
}
