package dev.parley.wire;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Strict UTF-8, both ways: the JDK's short forms replace what is malformed, without a word. */
final class Utf8 {

    private static final char REPLACEMENT = '\uFFFD';

    private static final long LOWEST_BITS = 0x0101010101010101L;
    private static final long HIGHEST_BITS = 0x8080808080808080L;
    private static final long QUESTION_MARKS = '?' * LOWEST_BITS;

    private Utf8() {}

    /** The text, or null if the bytes are no well-formed UTF-8. */
    static @Nullable String decode(byte[] from, int offset, int length) {
        String text = new String(from, offset, length, StandardCharsets.UTF_8);
        // The lenient decoder betrays itself by U+FFFD; lengths prove nothing (c3 28 gives two characters).
        return text.indexOf(REPLACEMENT) < 0 || isWellFormed(from, offset, length) ? text : null;
    }

    /** The bytes, or null if the text holds a lone surrogate. */
    static byte @Nullable [] encode(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        // A lone surrogate becomes one '?'; only a text whose bytes hold one needs the look.
        return holdsQuestionMark(utf8) && hasLoneSurrogate(text) ? null : utf8;
    }

    /** Eight bytes at a time: a plain loop costs more than the encoding itself. */
    private static boolean holdsQuestionMark(byte[] utf8) {
        int i = 0;
        for (; i <= utf8.length - Long.BYTES; i += Long.BYTES) {
            long differences = BigEndian.longAt(utf8, i) ^ QUESTION_MARKS;
            // a byte of zero borrows from its highest bit: one of the eight is a question mark
            if (((differences - LOWEST_BITS) & ~differences & HIGHEST_BITS) != 0) {
                return true;
            }
        }
        for (; i < utf8.length; i++) {
            if (utf8[i] == '?') {
                return true;
            }
        }
        return false;
    }

    private static boolean hasLoneSurrogate(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                boolean pair = i + 1 < text.length() && Character.isSurrogatePair(c, text.charAt(i + 1));
                if (!pair) {
                    return true;
                }
                i++;
            }
        }
        return false;
    }

    private static boolean isWellFormed(byte[] from, int offset, int length) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(from, offset, length));
            return true;
        } catch (CharacterCodingException malformed) {
            return false;
        }
    }
}
