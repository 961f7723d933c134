package dev.parley.wire;

/**
 * How values of one type are written and read. The extension point of the record codec: {@link Codecs.Builder#with}.
 *
 * <p>Threading: any thread; it keeps no state between calls.
 */
public interface ValueCodec<T> {

    /** Writes exactly one item. */
    void write(T value, CborWriter out) throws WireException;

    /**
     * What it writes, for encodings other than CBOR. Who does not say is carried as the bytes of CBOR, which nobody can
     * read but works everywhere.
     */
    default Shape shape() {
        return Shape.Scalar.ITEM;
    }

    /** Reads exactly one item; whatever the bytes are, nothing but {@link WireException} comes out. */
    T read(CborReader in) throws WireException;
}
