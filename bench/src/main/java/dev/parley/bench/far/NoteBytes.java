package dev.parley.bench.far;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** {@link Note} as bytes, written by hand: what the peer's serializer and the raw sockets use. Pure. */
final class NoteBytes {
    private static final byte BALL = 0;
    private static final byte ITEM = 1;
    private static final byte BLOCK = 2;
    private static final byte CREDIT = 3;

    private NoteBytes() {}

    /** Writes it at the position. */
    static void write(Note note, ByteBuffer out) {
        switch (note) {
            case Note.Ball(long number) -> out.put(BALL).putLong(number);
            case Note.Item(long number, String text) -> {
                out.put(ITEM).putLong(number);
                writeBytes(text.getBytes(StandardCharsets.UTF_8), out);
            }
            case Note.Block(long number, byte[] bytes) -> {
                out.put(BLOCK).putLong(number);
                writeBytes(bytes, out);
            }
            case Note.Credit(int messages) -> out.put(CREDIT).putInt(messages);
        }
    }

    private static void writeBytes(byte[] bytes, ByteBuffer out) {
        out.putInt(bytes.length).put(bytes);
    }

    /** Reads one from the position. */
    static Note read(ByteBuffer in) {
        byte kind = in.get();
        return switch (kind) {
            case BALL -> new Note.Ball(in.getLong());
            case ITEM -> new Note.Item(in.getLong(), new String(readBytes(in), StandardCharsets.UTF_8));
            case BLOCK -> new Note.Block(in.getLong(), readBytes(in));
            case CREDIT -> new Note.Credit(in.getInt());
            default -> throw new IllegalArgumentException("no note begins with " + kind);
        };
    }

    private static byte[] readBytes(ByteBuffer in) {
        byte[] bytes = new byte[in.getInt()];
        in.get(bytes);
        return bytes;
    }

    /** The most bytes that it takes. */
    static int most(Note note) {
        return switch (note) {
            case Note.Ball _ -> 1 + Long.BYTES;
            case Note.Item(long _, String text) -> 1 + Long.BYTES + Integer.BYTES + 3 * text.length();
            case Note.Block(long _, byte[] bytes) -> 1 + Long.BYTES + Integer.BYTES + bytes.length;
            case Note.Credit _ -> 1 + Integer.BYTES;
        };
    }
}
