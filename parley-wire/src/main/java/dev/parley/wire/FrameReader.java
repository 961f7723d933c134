package dev.parley.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A cursor over the bytes of one frame; whatever it is asked for beyond the end is a refusal, not a crash.
 *
 * <p>Threading: owner thread only.
 */
final class FrameReader {

    private final Known known;
    private final byte[] array;
    private final int start;
    private final int end;
    private int position;

    /** What earlier frames of the connection named. */
    record Known(Recent<WireRef> refs, Recent<String> names) {
        Known() {
            this(new Recent<>(), new Recent<>());
        }
    }

    FrameReader(Known known, byte[] array, int start, int end) {
        this.known = known;
        this.array = array;
        this.start = start;
        this.end = end;
        this.position = start;
    }

    int u8() throws WireException {
        return array[advance(1)] & 0xFF;
    }

    int u16() throws WireException {
        return BigEndian.shortAt(array, advance(Short.BYTES)) & 0xFFFF;
    }

    int u32() throws WireException {
        return BigEndian.intAt(array, advance(Integer.BYTES));
    }

    long u64() throws WireException {
        return BigEndian.longAt(array, advance(Long.BYTES));
    }

    /** A u64 of which only the lower half is legal: everything that is counted. */
    long count(String what) throws WireException {
        long value = u64();
        if (value < 0) {
            throw refused(WireError.BAD_FIELD, what + " " + Long.toUnsignedString(value) + " is above 2^63 - 1");
        }
        return value;
    }

    /** One byte a character, for hosts and paths, whose own check follows. */
    String latin1(int length) throws WireException {
        return new String(array, advance(length), length, StandardCharsets.ISO_8859_1);
    }

    /** A name: u8 length, 1 to 255 bytes. */
    String name() throws WireException {
        int length = u8();
        if (length == 0) {
            throw refused(WireError.BAD_TEXT, "a name is empty");
        }
        int from = position;
        String before = length > remaining() ? null : known.names().get(array, from, length);
        if (before != null) {
            position += length;
            return before;
        }
        String name = text(length);
        known.names().add(array, from, length, name);
        return name;
    }

    /** A ref in full, without its kind. */
    WireRef ref() throws WireException {
        int from = position;
        int length = refLength();
        WireRef before = length < 0 ? null : known.refs().get(array, from, length);
        if (before != null) {
            position += length;
            return before;
        }
        WireRef ref = WireRefs.full(this);
        known.refs().add(array, from, position - from, ref);
        return ref;
    }

    /** How many bytes the ref has that begins here; negative if the frame ends before. */
    private int refLength() {
        int path = position == end ? end : position + 1 + (array[position] & 0xFF) + Short.BYTES + Long.BYTES;
        if (path + Short.BYTES > end) {
            return -1;
        }
        int next = path + Short.BYTES + (BigEndian.shortAt(array, path) & 0xFFFF) + Long.BYTES;
        return next > end ? -1 : next - position;
    }

    /** A sentence for people: u16 length, at most 1,024 bytes. */
    String sentence() throws WireException {
        int length = u16();
        if (length > WireText.MAX_SENTENCE_BYTES) {
            throw refused(
                    WireError.BAD_TEXT,
                    "a sentence of " + length + " bytes is longer than " + WireText.MAX_SENTENCE_BYTES);
        }
        return text(length);
    }

    /** Bytes with a u8 length. */
    WireBytes shortBytes(int limit) throws WireException {
        int length = u8();
        if (length > limit) {
            throw refused(WireError.BAD_FIELD, length + " bytes are more than " + limit);
        }
        int from = advance(length);
        return WireBytes.of(Arrays.copyOfRange(array, from, from + length));
    }

    /** Everything up to the end of the frame. */
    WireBytes rest() {
        WireBytes rest = position == end ? WireBytes.EMPTY : WireBytes.of(Arrays.copyOfRange(array, position, end));
        position = end;
        return rest;
    }

    int remaining() {
        return end - position;
    }

    void skip(int length) throws WireException {
        advance(length);
    }

    WireException refused(WireError error, String text) {
        return new WireException(error, text + " (before byte " + (position - start) + " of the frame)");
    }

    private int advance(int length) throws WireException {
        if (length > end - position) {
            throw refused(
                    WireError.FRAME_TRUNCATED,
                    "a field of " + length + " bytes, but " + (end - position) + " are left");
        }
        int from = position;
        position += length;
        return from;
    }

    private String text(int length) throws WireException {
        String text = Utf8.decode(array, advance(length), length);
        if (text == null) {
            throw refused(WireError.BAD_TEXT, "a text is no well-formed UTF-8");
        }
        return text;
    }
}
