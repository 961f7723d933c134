package dev.parley.protobuf;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import dev.parley.wire.CborWriter;
import dev.parley.wire.OpenItems;
import dev.parley.wire.OpenRecord;
import dev.parley.wire.Shape;
import dev.parley.wire.WireError;
import dev.parley.wire.WireException;
import java.io.IOException;

/**
 * Reads messages of anybody as items of CBOR. What the type demands beyond their form, such as what is missing or out
 * of range, is found by who reads these.
 *
 * <p>Threading: owner thread only. Failure: {@link WireException} and nothing else.
 */
final class ProtobufReading {
    private static final int LEAF_KEY = 0;

    /** A leaf is two messages where it is one map. */
    private static final int MESSAGES_A_LEVEL = 2;

    private final CborWriter out;
    private final int deepest;
    private int depth;

    ProtobufReading(CborWriter out) {
        this.out = out;
        this.deepest = MESSAGES_A_LEVEL * out.limits().depth();
    }

    /** All of a payload. */
    void payload(Message message, Shape shape) throws WireException {
        boolean isMessage = shape instanceof Shape.RecordOf || shape instanceof Shape.SealedOf;
        if (isMessage || Fields.isWrapped(shape)) {
            content(message, shape);
        } else {
            message.requireWhole();
            part(message, Fields.WRAPPED, shape);
        }
    }

    /** One value that is a message. */
    private void content(Message message, Shape shape) throws WireException {
        if (++depth > deepest) {
            throw new WireException(WireError.TOO_DEEP, "messages are more than " + deepest + " deep");
        }
        message.requireWhole();
        switch (shape) {
            case Shape.RecordOf record -> components(message, record, out.openRecord());
            case Shape.SealedOf root -> leaf(message, root);
            case Shape.ListOf(Shape element) -> list(message, Fields.WRAPPED, element);
            case Shape.MapOf map -> map(message, Fields.WRAPPED, map);
            case Shape.OptionalOf(Shape element) -> optional(message, element);
            case Shape.Scalar scalar -> Parts.write(message, scalar, out);
            case Shape.EnumOf constants -> throw new IllegalArgumentException(constants.name() + " is no message");
        }
        depth--;
    }

    private void optional(Message message, Shape element) throws WireException {
        Value value = message.find(Fields.WRAPPED);
        if (value == null) {
            out.writeNull();
        } else {
            single(value, element);
        }
    }

    private void components(Message message, Shape.RecordOf shape, OpenRecord entries) throws WireException {
        for (Shape.Entry component : shape.components().all()) {
            component(message, component, entries);
        }
        entries.close();
    }

    /** What is not there is left out: lists and maps, too, which are empty then. */
    private void component(Message message, Shape.Entry component, OpenRecord entries) throws WireException {
        int field = Fields.of(component.id());
        switch (component.shape()) {
            case Shape.ListOf(Shape element)
            when message.has(field) -> {
                entries.entry(component.id());
                list(message, field, element);
            }
            case Shape.MapOf map
            when message.has(field) -> {
                entries.entry(component.id());
                map(message, field, map);
            }
            case Shape.ListOf _, Shape.MapOf _ -> {}
            case Shape.OptionalOf(Shape element) -> component(message, component.id(), element, entries);
            case Shape.Scalar _, Shape.EnumOf _, Shape.RecordOf _, Shape.SealedOf _ ->
                component(message, component.id(), component.shape(), entries);
        }
    }

    private void component(Message message, int id, Shape shape, OpenRecord entries) throws WireException {
        Value value = message.find(Fields.of(id));
        if (value != null) {
            entries.entry(id);
            single(value, shape);
        }
    }

    /** Numbers may stand together in one field, or each in its own. */
    private void list(Message message, int field, Shape element) throws WireException {
        OpenItems items = out.openArray();
        message.each(field, value -> {
            if (Fields.isPacked(element) && value.is(WireFormat.WIRETYPE_LENGTH_DELIMITED)) {
                numbers(value.message(), element, items);
            } else {
                items.next();
                value(value, element);
            }
        });
        items.close();
    }

    private void numbers(Message packed, Shape element, OpenItems items) throws IOException, WireException {
        CodedInputStream in = packed.open();
        while (!in.isAtEnd()) {
            items.next();
            number(in, element);
        }
    }

    private void map(Message message, int field, Shape.MapOf map) throws WireException {
        OpenItems entries = map.pairs() ? out.openArray() : out.openMap();
        message.each(field, value -> {
            Message entry = value.message();
            entry.requireWhole();
            entries.next();
            if (map.pairs()) {
                out.beginArray(2);
            }
            part(entry, Fields.KEY, map.key());
            part(entry, Fields.VALUE, map.value());
            if (map.pairs()) {
                out.end();
            }
        });
        entries.close();
    }

    /** A field that must be there. */
    private void part(Message message, int field, Shape shape) throws WireException {
        Value value = message.find(field);
        if (value == null) {
            throw new WireException(WireError.MISSING_FIELD, "field " + field + " is missing");
        }
        single(value, shape);
    }

    /** A message with one field, whose number is the leaf's. */
    private void leaf(Message message, Shape.SealedOf root) throws WireException {
        Message.Only only = message.only();
        if (only == null) {
            throw new WireException(WireError.MISSING_FIELD, "the leaf of " + root.name() + " is missing");
        }
        Shape.Entry leaf = root.leaves().byId(Fields.id(only.field()));
        if (leaf == null) {
            throw new WireException(
                    WireError.UNKNOWN_CHOICE,
                    root.name() + " has no leaf in field " + only.field() + ": deploy readers first");
        }
        only.content().requireWhole();
        OpenRecord entries = out.openRecord();
        entries.entry(LEAF_KEY);
        out.writeLong(leaf.id());
        components(only.content(), (Shape.RecordOf) leaf.shape(), entries);
    }

    private void single(Value value, Shape shape) throws WireException {
        try {
            value(value, shape);
        } catch (IOException broken) {
            throw Message.malformed(String.valueOf(broken.getMessage()));
        }
    }

    private void value(Value value, Shape shape) throws IOException, WireException {
        if (shape == Shape.Scalar.DOUBLE && value.is(WireFormat.WIRETYPE_FIXED32)) {
            number(value.as(WireFormat.WIRETYPE_FIXED32), Shape.Scalar.FLOAT); // which it was in an earlier version
        } else if (Fields.isPacked(shape)) {
            number(value.as(Fields.wireType(shape)), shape);
        } else {
            bytes(value, shape);
        }
    }

    private void number(CodedInputStream in, Shape shape) throws IOException, WireException {
        switch (shape) {
            case Shape.Scalar.BOOLEAN -> out.writeBoolean(in.readBool());
            case Shape.Scalar.INTEGER -> out.writeLong(in.readSInt64());
            case Shape.Scalar.FLOAT -> out.writeFloat(in.readFloat());
            case Shape.Scalar.DOUBLE -> out.writeDouble(in.readDouble());
            default -> out.writeLong(in.readUInt64()); // a char, or the id of a constant
        }
    }

    private void bytes(Value value, Shape shape) throws IOException, WireException {
        CodedInputStream in = value.as(WireFormat.WIRETYPE_LENGTH_DELIMITED);
        switch (shape) {
            case Shape.Scalar.TEXT -> out.writeText(in.readStringRequireUtf8());
            case Shape.Scalar.BYTES, Shape.Scalar.UUID -> out.writeBytes(in.readByteArray());
            case Shape.Scalar.ITEM -> out.writeItem(in.readByteArray());
            default -> content(value.message(), shape);
        }
    }
}
