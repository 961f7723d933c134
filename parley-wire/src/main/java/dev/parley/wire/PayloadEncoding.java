package dev.parley.wire;

/**
 * Another way to write payloads than CBOR. It works on the CBOR of a value and not on the value itself: so all
 * encodings have one set of rules for limits, defaults and what may change between versions, which are those of
 * {@link Codecs}.
 *
 * <p>Threading: any thread; it keeps no state between calls.
 */
public interface PayloadEncoding {

    /** Its number in frames, such as {@link Frame#JSON}. */
    int number();

    /**
     * Writes what is one item of CBOR.
     *
     * @param cbor before a valid item of that shape, as {@link Codecs} wrote it
     * @throws WireException {@link WireError#PAYLOAD_TOO_LARGE} beyond {@link CodecLimits#payloadBytes}
     */
    byte[] write(CborReader cbor, Shape shape) throws WireException;

    /**
     * Reads bytes of anybody, and writes the one item of CBOR that they stand for. Lengths and order of what comes out
     * need not be right beyond what {@link CborReader} demands: it is read at once, with all checks of the type.
     *
     * @throws WireException with the number that the same fault has in CBOR
     */
    void read(byte[] payload, Shape shape, CborWriter cbor) throws WireException;
}
