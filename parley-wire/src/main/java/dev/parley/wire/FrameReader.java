package dev.parley.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A cursor over the bytes of one frame; whatever it is asked for beyond the end is a refusal, not a crash.
 *
 * <p>Threading: owner thread only.
 */
final class FrameReader {

    private final Interned.@Nullable Tables told;
    private final boolean lends;
    private final byte[] array;
    private final int start;
    private final int end;
    private int position;

    /**
     * {@code told} is what earlier frames of the connection named, null where nothing is interned; {@code lends}:
     * payloads stay in the array.
     */
    FrameReader(Interned.@Nullable Tables told, boolean lends, byte[] array, int start, int end) {
        this.told = told;
        this.lends = lends;
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
        String name = text(length);
        if (WireText.hasControl(name)) {
            throw refused(WireError.BAD_TEXT, "a name has control characters");
        }
        return name;
    }

    /** A name behind its place, or nothing behind the place where it is. */
    String internedName() throws WireException {
        Interned.Tables places = places(WireError.UNKNOWN_FLAG);
        int place = u8();
        if (remaining() == 0 || array[position] != 0) {
            String name = name();
            places.names().put(place, name);
            return name;
        }
        skip(1);
        String name = places.names().at(place);
        if (name == null) {
            throw refused(WireError.BAD_TEXT, "no name was put at place " + place);
        }
        return name;
    }

    /** The ref at a place. */
    WireRef internedRef() throws WireException {
        Interned.Tables places = places(WireError.BAD_REF);
        int place = u8();
        WireRef ref = places.refs().at(place);
        if (ref == null) {
            throw refused(WireError.BAD_REF, "no ref was put at place " + place);
        }
        return ref;
    }

    /** A ref in full behind the place where it belongs from now on. */
    WireRef refToIntern() throws WireException {
        Interned.Tables places = places(WireError.BAD_REF);
        int place = u8();
        WireRef ref = WireRefs.full(this);
        places.refs().put(place, ref);
        return ref;
    }

    private Interned.Tables places(WireError error) throws WireException {
        if (told == null) {
            throw refused(error, "a place, where nothing is interned");
        }
        return told;
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

    /** The same as the payload of a frame, which may be lent. */
    WireBytes payload() {
        if (!lends) {
            return rest();
        }
        WireBytes payload = WireBytes.lent(array, position, end);
        position = end;
        return payload;
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
