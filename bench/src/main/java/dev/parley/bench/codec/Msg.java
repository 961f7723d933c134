package dev.parley.bench.codec;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A number and a text of 32 characters: what most small messages are like. */
public record Msg(long seq, String text) {
    static final Msg SAMPLE = new Msg(1_234_567_890_123L, "abcdefghijklmnopqrstuvwxyz012345");

    /** By hand, without any check. */
    static byte[] write(Msg msg) {
        byte[] text = msg.text.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(Long.BYTES + Integer.BYTES + text.length)
                .putLong(msg.seq)
                .putInt(text.length)
                .put(text)
                .array();
    }

    /** By hand, without any check. */
    static Msg read(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        long seq = in.getLong();
        return new Msg(seq, Order.text(in));
    }
}
