package dev.parley.wire;

/**
 * How values of one type are written and read. The extension point of the record codec: {@link Codecs.Builder#with}.
 *
 * <p>Threading: any thread; it keeps no state between calls.
 */
public interface ValueCodec<T> {

    /** Writes exactly one item. */
    void write(T value, CborWriter out) throws WireException;

    /** Reads exactly one item; whatever the bytes are, nothing but {@link WireException} comes out. */
    T read(CborReader in) throws WireException;
}
