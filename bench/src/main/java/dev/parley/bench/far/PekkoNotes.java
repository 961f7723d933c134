package dev.parley.bench.far;

import java.nio.ByteBuffer;
import org.apache.pekko.serialization.ByteBufferSerializer;
import org.apache.pekko.serialization.JSerializer;
import org.jspecify.annotations.Nullable;

/** Notes on the peer's wire: straight into its buffers, without a manifest. */
public final class PekkoNotes extends JSerializer implements ByteBufferSerializer {
    private static final int IDENTIFIER = 7_310_001;

    /** Made by the peer, from its configuration. */
    public PekkoNotes() {}

    @Override
    public int identifier() {
        return IDENTIFIER;
    }

    @Override
    public boolean includeManifest() {
        return false;
    }

    @Override
    public void toBinary(Object note, ByteBuffer out) {
        NoteBytes.write((Note) note, out);
    }

    @Override
    public Object fromBinary(ByteBuffer in, String manifest) {
        return NoteBytes.read(in);
    }

    @Override
    public byte[] toBinary(Object note) {
        ByteBuffer out = ByteBuffer.allocate(NoteBytes.most((Note) note));
        NoteBytes.write((Note) note, out);
        byte[] bytes = new byte[out.position()];
        out.flip().get(bytes);
        return bytes;
    }

    @Override
    public Object fromBinaryJava(byte[] bytes, @Nullable Class<?> manifest) {
        return NoteBytes.read(ByteBuffer.wrap(bytes));
    }
}
