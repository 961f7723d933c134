package dev.parley.json;

import dev.parley.wire.CborWriter;
import dev.parley.wire.OpenItems;
import dev.parley.wire.OpenRecord;
import dev.parley.wire.Shape;
import dev.parley.wire.WireError;
import dev.parley.wire.WireException;
import java.util.Base64;
import java.util.regex.Pattern;
import tools.jackson.core.JsonToken;

/**
 * Reads JSON of anybody as items of CBOR. What the type demands beyond their form, such as what is missing or out of
 * range, is found by who reads these.
 *
 * <p>Threading: owner thread only. Failure: {@link WireException}, and Jackson's own exceptions for what is no JSON.
 */
final class JsonReading {
    private static final int NO_LEAF = 0;
    private static final int LEAF_KEY = 0;
    private static final int LONG_DIGITS = 20;
    private static final Pattern DIGITS = Pattern.compile("-?\\d+");

    private final JsonTokens in;
    private final CborWriter out;

    JsonReading(JsonTokens in, CborWriter out) {
        this.in = in;
        this.out = out;
    }

    /** All of a payload. */
    void payload(Shape shape) throws WireException {
        in.next();
        value(shape);
        in.expectEnd();
    }

    /** The value whose first token is the current one; its last one is when this returns. */
    private void value(Shape shape) throws WireException {
        switch (shape) {
            case Shape.Scalar scalar -> scalar(scalar);
            case Shape.ListOf(Shape element) -> list(element);
            case Shape.MapOf map when TextForm.isKey(map.key()) -> members(map);
            case Shape.MapOf map -> pairs(map);
            case Shape.OptionalOf(Shape element) -> {
                if (in.current() == JsonToken.VALUE_NULL) {
                    out.writeNull();
                } else {
                    value(element);
                }
            }
            case Shape.EnumOf constants -> {
                in.expect(JsonToken.VALUE_STRING, "the name of a constant");
                constant(constants);
            }
            case Shape.RecordOf fields -> record(fields, NO_LEAF);
            case Shape.SealedOf root -> leaf(root);
        }
    }

    // ---- what has parts

    private void list(Shape element) throws WireException {
        in.expect(JsonToken.START_ARRAY, "an array");
        OpenItems items = out.openArray();
        while (in.next() != JsonToken.END_ARRAY) {
            out.chargeElement(element);
            items.next();
            value(element);
        }
        items.close();
    }

    private void members(Shape.MapOf map) throws WireException {
        in.expect(JsonToken.START_OBJECT, "an object");
        OpenItems entries = map.pairs() ? out.openArray() : out.openMap();
        while (in.next() != JsonToken.END_OBJECT) {
            out.chargeEntry(map);
            entries.next();
            beginPair(map);
            key(map.key());
            in.next();
            value(map.value());
            endPair(map);
        }
        entries.close();
    }

    private void key(Shape key) throws WireException {
        if (key instanceof Shape.EnumOf constants) {
            constant(constants);
        } else {
            TextForm.write((Shape.Scalar) key, in.text(), out);
        }
    }

    private void pairs(Shape.MapOf map) throws WireException {
        in.expect(JsonToken.START_ARRAY, "an array of [key, value]");
        OpenItems entries = map.pairs() ? out.openArray() : out.openMap();
        while (in.next() != JsonToken.END_ARRAY) {
            in.expect(JsonToken.START_ARRAY, "[key, value]");
            out.chargeEntry(map);
            entries.next();
            beginPair(map);
            part(map.key());
            part(map.value());
            endPair(map);
            if (in.next() != JsonToken.END_ARRAY) {
                throw in.mismatch("the end of [key, value]");
            }
        }
        entries.close();
    }

    private void part(Shape shape) throws WireException {
        if (in.next() == JsonToken.END_ARRAY) {
            throw in.mismatch("[key, value]");
        }
        value(shape);
    }

    private void beginPair(Shape.MapOf map) throws WireException {
        if (map.pairs()) {
            out.beginArray(2);
        }
    }

    private void endPair(Shape.MapOf map) {
        if (map.pairs()) {
            out.end();
        }
    }

    private void record(Shape.RecordOf shape, int leaf) throws WireException {
        in.expect(JsonToken.START_OBJECT, "an object for " + shape.name());
        OpenRecord fields = out.openRecord();
        if (leaf != NO_LEAF) {
            fields.entry(LEAF_KEY);
            out.writeLong(leaf);
        }
        while (in.next() != JsonToken.END_OBJECT) {
            Shape.Entry component = shape.components().byName(in.text());
            if (in.next() == JsonToken.VALUE_NULL) {
                continue; // as if it were not there
            }
            if (component == null) {
                in.skip();
            } else {
                fields.entry(component.id());
                value(component.shape());
            }
        }
        fields.close();
    }

    /** An object with one member, whose name is the leaf's. */
    private void leaf(Shape.SealedOf root) throws WireException {
        in.expect(JsonToken.START_OBJECT, "an object with the leaf of " + root.name());
        if (in.next() == JsonToken.END_OBJECT) {
            throw in.refused(WireError.MISSING_FIELD, "the leaf of " + root.name() + " is missing");
        }
        Shape.Entry leaf = root.leaves().byName(in.text());
        if (leaf == null) {
            throw unknown(root.name(), "leaf");
        }
        in.next();
        record((Shape.RecordOf) leaf.shape(), leaf.id());
        if (in.next() != JsonToken.END_OBJECT) {
            throw in.refused(WireError.TYPE_MISMATCH, "more than one leaf of " + root.name());
        }
    }

    /** The constant that is named by the text here. */
    private void constant(Shape.EnumOf constants) throws WireException {
        Shape.Entry constant = constants.constants().byName(in.text());
        if (constant == null) {
            throw unknown(constants.name(), "constant");
        }
        out.writeLong(constant.id());
    }

    private WireException unknown(String of, String what) {
        String name = in.text();
        String shown = name.length() <= 255 ? name : name.substring(0, 255) + "…";
        return in.refused(WireError.UNKNOWN_CHOICE, of + " has no " + what + " '" + shown + "': deploy readers first");
    }

    // ---- what is one item

    private void scalar(Shape.Scalar scalar) throws WireException {
        switch (scalar) {
            case BOOLEAN -> bool();
            case INTEGER -> integer();
            case CHARACTER -> character();
            case FLOAT, DOUBLE -> number(scalar == Shape.Scalar.FLOAT);
            case DECIMAL -> decimal();
            case BYTES -> out.writeBytes(base64());
            case ITEM -> out.writeItem(base64());
            case TEXT, UUID, INSTANT, DURATION, REF -> {
                in.expect(JsonToken.VALUE_STRING, "a text");
                TextForm.write(scalar, in.text(), out);
            }
        }
    }

    private void bool() throws WireException {
        if (in.current() != JsonToken.VALUE_TRUE) {
            in.expect(JsonToken.VALUE_FALSE, "a boolean");
        }
        out.writeBoolean(in.current() == JsonToken.VALUE_TRUE);
    }

    private void integer() throws WireException {
        if (in.current() == JsonToken.VALUE_STRING) {
            out.writeLong(digits("an integer"));
        } else {
            in.expect(JsonToken.VALUE_NUMBER_INT, "an integer");
            out.writeLong(in.integer());
        }
    }

    private void character() throws WireException {
        if (in.current() == JsonToken.VALUE_NUMBER_INT) {
            out.writeLong(in.integer());
            return;
        }
        in.expect(JsonToken.VALUE_STRING, "a character");
        String text = in.text();
        if (text.length() != 1) {
            throw in.refused(WireError.OUT_OF_RANGE, "a char is one UTF-16 unit, not " + text.length());
        }
        out.writeLong(text.charAt(0));
    }

    /** Digits that stand for themselves; those that are more than 64 bits are refused. */
    private long digits(String expected) throws WireException {
        String text = in.text();
        if (text.length() > LONG_DIGITS || !DIGITS.matcher(text).matches()) {
            throw TextForm.mismatch(expected, text);
        }
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException beyond) {
            throw in.refused(WireError.OUT_OF_RANGE, "an integer beyond 64 bits: " + text);
        }
    }

    private void number(boolean single) throws WireException {
        if (in.current() == JsonToken.VALUE_STRING) {
            special(in.text(), single);
            return;
        }
        if (in.current() != JsonToken.VALUE_NUMBER_INT) {
            in.expect(JsonToken.VALUE_NUMBER_FLOAT, "a number");
        }
        double value = single ? Float.parseFloat(in.text()) : Double.parseDouble(in.text());
        if (Double.isInfinite(value)) {
            throw in.refused(WireError.OUT_OF_RANGE, "a number beyond the range of its type");
        }
        write(value, single);
    }

    /** What JSON has no number for, and an integer that was no double when it was written. */
    private void special(String text, boolean single) throws WireException {
        switch (text) {
            case "NaN" -> write(Double.NaN, single);
            case "Infinity" -> write(Double.POSITIVE_INFINITY, single);
            case "-Infinity" -> write(Double.NEGATIVE_INFINITY, single);
            default -> out.writeLong(digits("a number"));
        }
    }

    private void write(double value, boolean single) throws WireException {
        if (single) {
            out.writeFloat((float) value);
        } else {
            out.writeDouble(value);
        }
    }

    private void decimal() throws WireException {
        switch (in.current()) {
            case VALUE_STRING -> TextForm.write(Shape.Scalar.DECIMAL, in.text(), out);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> TextForm.decimal(in.text(), WireError.OUT_OF_RANGE, out);
            default -> throw in.mismatch("a decimal number");
        }
    }

    private byte[] base64() throws WireException {
        in.expect(JsonToken.VALUE_STRING, "bytes in Base64");
        try {
            return Base64.getDecoder().decode(in.text());
        } catch (IllegalArgumentException malformed) {
            throw TextForm.mismatch("bytes in Base64", in.text());
        }
    }
}
