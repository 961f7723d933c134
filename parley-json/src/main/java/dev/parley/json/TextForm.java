package dev.parley.json;

import dev.parley.wire.CborReader;
import dev.parley.wire.CborWriter;
import dev.parley.wire.Shape;
import dev.parley.wire.WireError;
import dev.parley.wire.WireException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** What is a text in JSON, and something else in CBOR: both ways. */
final class TextForm {
    private static final int UUID_CHARACTERS = 36;
    private static final int UUID_BYTES = 16;

    /** More than a time, or a number of WIRE.md's limits, ever takes. */
    private static final int TIME_CHARACTERS = 100;

    private TextForm() {}

    /** Whether a map with such keys is an object. */
    static boolean isKey(Shape key) {
        return key instanceof Shape.EnumOf || key == Shape.Scalar.TEXT || key == Shape.Scalar.UUID;
    }

    /** The text of the next item. */
    static String read(Shape.Scalar scalar, CborReader in) throws WireException {
        return switch (scalar) {
            case TEXT -> in.readText();
            case UUID -> {
                ByteBuffer bytes = ByteBuffer.wrap(in.readBytes());
                yield new UUID(bytes.getLong(), bytes.getLong()).toString();
            }
            case INSTANT -> {
                in.beginArray();
                Instant time = Instant.ofEpochSecond(in.readLong(), in.readLong());
                in.end();
                yield time.toString();
            }
            case DURATION -> {
                in.beginArray();
                Duration time = Duration.ofSeconds(in.readLong(), in.readLong());
                in.end();
                yield time.toString();
            }
            case DECIMAL -> in.readDecimal().toString();
            case REF -> RefText.read(in);
            case BOOLEAN, INTEGER, CHARACTER, FLOAT, DOUBLE, BYTES, ITEM ->
                throw new IllegalArgumentException(scalar + " is no text");
        };
    }

    /** Writes the item of a text. */
    static void write(Shape.Scalar scalar, String text, CborWriter out) throws WireException {
        switch (scalar) {
            case TEXT -> text(text, out);
            case UUID -> uuid(text, out);
            case INSTANT -> instant(text, out);
            case DURATION -> duration(text, out);
            case DECIMAL -> decimal(text, WireError.TYPE_MISMATCH, out);
            case REF -> RefText.write(text, out);
            case BOOLEAN, INTEGER, CHARACTER, FLOAT, DOUBLE, BYTES, ITEM ->
                throw new IllegalArgumentException(scalar + " is no text");
        }
    }

    private static void text(String text, CborWriter out) throws WireException {
        requireWhole(text);
        out.writeText(text);
    }

    /** An escape may name half a character, which no UTF-8 can hold. */
    static void requireWhole(String text) throws WireException {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                boolean pair = i + 1 < text.length() && Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1));
                if (!pair) {
                    throw new WireException(WireError.PAYLOAD_MALFORMED, "a text that holds a lone surrogate");
                }
                i++;
            }
        }
    }

    private static void uuid(String text, CborWriter out) throws WireException {
        try {
            UUID id = text.length() == UUID_CHARACTERS ? UUID.fromString(text) : null;
            if (id != null && id.toString().equalsIgnoreCase(text)) {
                out.writeBytes(ByteBuffer.allocate(UUID_BYTES)
                        .putLong(id.getMostSignificantBits())
                        .putLong(id.getLeastSignificantBits())
                        .array());
                return;
            }
        } catch (IllegalArgumentException malformed) {
            throw mismatch("a UUID", text);
        }
        throw mismatch("a UUID", text);
    }

    private static void instant(String text, CborWriter out) throws WireException {
        try {
            Instant time = Instant.parse(requireShort(text));
            seconds(time.getEpochSecond(), time.getNano(), out);
        } catch (DateTimeException malformed) {
            throw mismatch("an Instant", text);
        }
    }

    private static void duration(String text, CborWriter out) throws WireException {
        try {
            Duration time = Duration.parse(requireShort(text));
            seconds(time.getSeconds(), time.getNano(), out);
        } catch (DateTimeException malformed) {
            throw mismatch("a Duration", text);
        }
    }

    private static void seconds(long seconds, int nanos, CborWriter out) throws WireException {
        out.beginArray(2);
        out.writeLong(seconds);
        out.writeLong(nanos);
        out.end();
    }

    private static String requireShort(String text) throws WireException {
        if (text.length() > TIME_CHARACTERS) {
            throw mismatch("a time", text);
        }
        return text;
    }

    /** A decimal number; what is none gets that error. */
    static void decimal(String text, WireError ifNone, CborWriter out) throws WireException {
        if (text.length() > JsonPayloads.MAX_NUMBER_CHARACTERS) {
            throw new WireException(
                    WireError.OUT_OF_RANGE,
                    "a decimal number of " + text.length() + " characters, at most "
                            + JsonPayloads.MAX_NUMBER_CHARACTERS);
        }
        try {
            out.writeDecimal(new BigDecimal(text));
        } catch (NumberFormatException none) {
            throw new WireException(ifNone, "'" + text + "' is no decimal number");
        } catch (WireException unfit) {
            boolean beyond = unfit.error() == WireError.NOT_ENCODABLE;
            throw beyond ? new WireException(WireError.OUT_OF_RANGE, String.valueOf(unfit.getMessage())) : unfit;
        }
    }

    /** A refusal that shows the beginning of the text. */
    static WireException mismatch(String expected, String text) {
        String shown = text.length() <= TIME_CHARACTERS ? text : text.substring(0, TIME_CHARACTERS) + "…";
        return new WireException(WireError.TYPE_MISMATCH, "expected " + expected + ", found '" + shown + "'");
    }
}
