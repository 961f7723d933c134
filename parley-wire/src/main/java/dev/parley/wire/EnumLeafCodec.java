package dev.parley.wire;

import java.util.List;

/** An enum as a leaf of a sealed type, or as a message: a map whose entry 1 is the constant. */
record EnumLeafCodec(EnumCodec constants) implements LeafCodec {

    private static final int CONSTANT_KEY = 1;
    private static final String CONSTANT = "constant";

    @Override
    public Shape.RecordOf shape() {
        Shape.RecordOf shape = new Shape.RecordOf(constants.name());
        shape.bind(List.of(new Shape.Entry(CONSTANT_KEY, List.of(CONSTANT), constants.shape())));
        return shape;
    }

    @Override
    public void writeMap(Object value, int leafId, CborWriter out) throws WireException {
        out.beginMap(leafId == NO_LEAF ? 1 : 2);
        if (leafId != NO_LEAF) {
            out.writeLong(LEAF_KEY);
            out.writeLong(leafId);
        }
        out.writeLong(CONSTANT_KEY);
        constants.write(value, out);
        out.end();
    }

    @Override
    public Object readEntries(CborReader in, int entries) throws WireException {
        if (entries < 1 || in.readLong() != CONSTANT_KEY) {
            throw in.refused(WireError.MISSING_FIELD, "entry 1, the constant of " + constants.name() + ", is missing");
        }
        Object value = constants.read(in);
        long last = CONSTANT_KEY;
        for (int i = 1; i < entries; i++) {
            long key = in.readLong();
            if (key <= last) {
                throw in.refused(WireError.KEY_ORDER, "key " + key + " after key " + last);
            }
            last = key;
            in.skip();
        }
        return value;
    }
}
