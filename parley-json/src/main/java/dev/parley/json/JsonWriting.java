package dev.parley.json;

import dev.parley.wire.CborReader;
import dev.parley.wire.Shape;
import dev.parley.wire.WireError;
import dev.parley.wire.WireException;
import java.util.Base64;
import tools.jackson.core.JsonGenerator;

/**
 * Writes items of CBOR as JSON, one after the other as they come. The items are our own, so what does not fit is a
 * fault of an extension.
 *
 * <p>Threading: owner thread only.
 */
final class JsonWriting {
    /** Up to here every number is exact where all numbers are doubles. */
    private static final long LARGEST_EXACT = (1L << 53) - 1;

    private final CborReader in;
    private final JsonGenerator out;

    JsonWriting(CborReader in, JsonGenerator out) {
        this.in = in;
        this.out = out;
    }

    void value(Shape shape) throws WireException {
        switch (shape) {
            case Shape.Scalar scalar -> scalar(scalar);
            case Shape.ListOf(Shape element) -> list(element);
            case Shape.MapOf map when TextForm.isKey(map.key()) -> members(map);
            case Shape.MapOf map -> pairs(map);
            case Shape.OptionalOf(Shape element) -> {
                if (in.tryReadNull()) {
                    out.writeNull();
                } else {
                    value(element);
                }
            }
            case Shape.EnumOf constants -> out.writeString(constant(constants));
            case Shape.RecordOf fields -> record(fields, in.beginMap());
            case Shape.SealedOf root -> leaf(root);
        }
    }

    private void scalar(Shape.Scalar scalar) throws WireException {
        switch (scalar) {
            case BOOLEAN -> out.writeBoolean(in.readBoolean());
            case INTEGER -> integer(in.readLong());
            case CHARACTER -> character((char) in.readLong());
            case FLOAT -> number((float) in.readDouble());
            case DOUBLE -> number(in.readDouble());
            case BYTES -> out.writeString(Base64.getEncoder().encodeToString(in.readBytes()));
            case ITEM -> out.writeString(Base64.getEncoder().encodeToString(in.readItem()));
            case TEXT, UUID, INSTANT, DURATION, DECIMAL, REF -> out.writeString(TextForm.read(scalar, in));
        }
    }

    private void integer(long value) {
        if (value >= -LARGEST_EXACT && value <= LARGEST_EXACT) {
            out.writeNumber(value);
        } else {
            out.writeString(Long.toString(value));
        }
    }

    private void character(char value) {
        if (Character.isSurrogate(value)) {
            out.writeNumber((int) value); // half a character is no text
        } else {
            out.writeString(String.valueOf(value));
        }
    }

    private void number(double value) {
        if (Double.isFinite(value)) {
            out.writeNumber(value);
        } else {
            out.writeString(Double.toString(value));
        }
    }

    private void number(float value) {
        if (Float.isFinite(value)) {
            out.writeNumber(value);
        } else {
            out.writeString(Float.toString(value));
        }
    }

    private void list(Shape element) throws WireException {
        out.writeStartArray();
        for (int left = in.beginArray(); left > 0; left--) {
            value(element);
        }
        in.end();
        out.writeEndArray();
    }

    /** An object, because each key is a text. */
    private void members(Shape.MapOf map) throws WireException {
        out.writeStartObject();
        for (int left = map.pairs() ? in.beginArray() : in.beginMap(); left > 0; left--) {
            beginPair(map);
            out.writeName(key(map.key()));
            value(map.value());
            endPair(map);
        }
        in.end();
        out.writeEndObject();
    }

    private String key(Shape key) throws WireException {
        return key instanceof Shape.EnumOf constants ? constant(constants) : TextForm.read((Shape.Scalar) key, in);
    }

    private void pairs(Shape.MapOf map) throws WireException {
        out.writeStartArray();
        for (int left = map.pairs() ? in.beginArray() : in.beginMap(); left > 0; left--) {
            beginPair(map);
            out.writeStartArray();
            value(map.key());
            value(map.value());
            out.writeEndArray();
            endPair(map);
        }
        in.end();
        out.writeEndArray();
    }

    private void beginPair(Shape.MapOf map) throws WireException {
        if (map.pairs()) {
            in.beginArray();
        }
    }

    private void endPair(Shape.MapOf map) {
        if (map.pairs()) {
            in.end();
        }
    }

    private String constant(Shape.EnumOf constants) throws WireException {
        return named(constants.constants(), constants.name()).name();
    }

    /** The components of a record, of whose map so many entries are left. */
    private void record(Shape.RecordOf shape, int entries) throws WireException {
        out.writeStartObject();
        for (int left = entries; left > 0; left--) {
            Shape.Entry component = named(shape.components(), shape.name());
            out.writeName(component.name());
            value(component.shape());
        }
        in.end();
        out.writeEndObject();
    }

    private void leaf(Shape.SealedOf root) throws WireException {
        int entries = in.beginMap();
        in.readLong(0, 0, "the key of the leaf");
        Shape.Entry leaf = named(root.leaves(), root.name());
        out.writeStartObject();
        out.writeName(leaf.name());
        record((Shape.RecordOf) leaf.shape(), entries - 1);
        out.writeEndObject();
    }

    private Shape.Entry named(Shape.Entries entries, String of) throws WireException {
        long id = in.readLong();
        Shape.Entry entry = entries.byId(id);
        if (entry == null) {
            throw in.refused(WireError.NOT_ENCODABLE, "id " + id + " is unknown in " + of);
        }
        return entry;
    }
}
