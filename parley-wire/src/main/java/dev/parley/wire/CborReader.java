package dev.parley.wire;

/** Reads CBOR items. */
public final class CborReader {

    CborReader() {}

    public long readLong() throws WireException {
        throw new UnsupportedOperationException();
    }

    public String readText(int maxBytes) throws WireException {
        throw new UnsupportedOperationException();
    }

    public byte[] readBytes() throws WireException {
        throw new UnsupportedOperationException();
    }
}
