package dev.parley.wire;

import java.nio.charset.StandardCharsets;

/**
 * Texts in frames: names, which are refused when too long, and sentences for people, which are cut. People read both in
 * logs and on terminals, so no stranger may put control characters there.
 */
final class WireText {

    /** Longest name of a cluster, node, kind or message type, in bytes of UTF-8. */
    static final int MAX_NAME_BYTES = 255;

    /** Longest sentence for people, in bytes of UTF-8. */
    static final int MAX_SENTENCE_BYTES = 1024;

    private WireText() {}

    /** The name itself, if it is 1 to 255 bytes of well-formed text without control characters. */
    static String name(String what, String name) {
        if (name.isEmpty() || (!isShortAscii(name) && (utf8Bytes(name) > MAX_NAME_BYTES || hasControl(name)))) {
            throw new IllegalArgumentException(what + " must have 1 to " + MAX_NAME_BYTES
                    + " bytes of well-formed UTF-8, without control characters: '" + plain(name) + "'");
        }
        return name;
    }

    /** Whether somewhere in it is one of the characters that move a cursor, or end a line. */
    static boolean hasControl(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    private static String plain(String text) {
        StringBuilder plain = new StringBuilder(text);
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                plain.setCharAt(i, ' ');
            }
        }
        return plain.toString();
    }

    /**
     * The sentence as people will read it: cut to its limit, lone surrogates and control characters replaced. A reason
     * must not fail to arrive because the exception that it quotes was talkative.
     */
    static String sentence(String text) {
        byte[] utf8 = (hasControl(text) ? plain(text) : text).getBytes(StandardCharsets.UTF_8);
        if (utf8.length <= MAX_SENTENCE_BYTES) {
            return new String(utf8, StandardCharsets.UTF_8);
        }
        int end = MAX_SENTENCE_BYTES - "…".getBytes(StandardCharsets.UTF_8).length;
        while ((utf8[end] & 0xC0) == 0x80) {
            end--;
        }
        return new String(utf8, 0, end, StandardCharsets.UTF_8) + "…";
    }

    /** What most names are: nothing needs to be encoded to know their length. */
    private static boolean isShortAscii(String text) {
        int length = text.length();
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~') {
                return false;
            }
        }
        return length <= MAX_NAME_BYTES;
    }

    /** Length in UTF-8, or more than any limit if the text holds a lone surrogate. */
    private static int utf8Bytes(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return new String(utf8, StandardCharsets.UTF_8).equals(text) ? utf8.length : Integer.MAX_VALUE;
    }
}
