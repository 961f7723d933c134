package dev.parley.wire;

import java.util.Optional;

/** An optional value: left out of a record when empty (by the record), null elsewhere. */
record OptionalCodec(ValueCodec<Object> element) implements ValueCodec<Object> {

    @Override
    public Shape shape() {
        return new Shape.OptionalOf(element.shape());
    }

    @Override
    public void write(Object value, CborWriter out) throws WireException {
        Optional<?> optional = (Optional<?>) value;
        if (optional.isPresent()) {
            element.write(optional.get(), out);
        } else {
            out.writeNull();
        }
    }

    @Override
    public Object read(CborReader in) throws WireException {
        if (in.tryReadNull()) {
            return Optional.empty();
        }
        in.charge(HeapEstimate.BOX_BYTES);
        return Optional.of(element.read(in));
    }
}
