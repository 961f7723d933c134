package dev.parley.wire;

/** A codec for what can be a leaf of a sealed type and a message: a map whose entry 0 may name the leaf. */
sealed interface LeafCodec permits RecordCodec, EnumLeafCodec {

    /** Stands for "no entry 0": the type is known from elsewhere. */
    int NO_LEAF = 0;

    /** The key of the entry that names the leaf. */
    int LEAF_KEY = 0;

    /** Writes the whole map; a leaf id other than {@link #NO_LEAF} becomes its first entry. */
    void writeMap(Object value, int leafId, CborWriter out) throws WireException;

    /** Reads the fields of a map whose head, and entry 0 if there was one, are behind; so many entries are left. */
    Object readEntries(CborReader in, int entries) throws WireException;

    /** What its map is made of, without entry 0. */
    Shape.RecordOf shape();

    /** As a codec of its own, without entry 0. */
    default ValueCodec<Object> alone() {
        return new ValueCodec<>() {
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
        };
    }
}
