package dev.parley.json;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Bytes in memory, up to a limit.
 *
 * <p>Threading: owner thread only. Failure: {@link IOException} beyond the limit and for nothing else.
 */
final class BoundedBytes extends OutputStream {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final int most;

    BoundedBytes(int most) {
        this.most = most;
    }

    byte[] toByteArray() {
        return bytes.toByteArray();
    }

    @Override
    public void write(int one) throws IOException {
        room(1);
        bytes.write(one);
    }

    @Override
    public void write(byte[] from, int offset, int length) throws IOException {
        room(length);
        bytes.write(from, offset, length);
    }

    private void room(int length) throws IOException {
        if (length > most - bytes.size()) {
            throw new IOException("in JSON it is longer than " + most + " bytes");
        }
    }
}
