package dev.parley.wire;

/** Writes CBOR items into a growing buffer. */
public final class CborWriter {

    CborWriter() {}

    public void writeLong(long value) {
        throw new UnsupportedOperationException();
    }

    public void writeText(String text) throws WireException {
        throw new UnsupportedOperationException();
    }

    public void writeBytes(byte[] bytes) {
        throw new UnsupportedOperationException();
    }
}
