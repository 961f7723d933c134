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
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

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
            part(message, Fields.WRAPPED, shape);
        }
    }

    /** One value that is a message. */
    private void content(Message message, Shape shape) throws WireException {
        if (++depth > deepest) {
            throw new WireException(WireError.TOO_DEEP, "messages are more than " + deepest + " deep");
        }
        switch (shape) {
            case Shape.RecordOf record -> components(message, record, out.openRecord());
            case Shape.SealedOf root -> leaf(message, root);
            case Shape.ListOf(Shape element) -> list(wrapped(message, shape), element);
            case Shape.MapOf map -> map(wrapped(message, shape), map);
            case Shape.OptionalOf(Shape element) -> optional(message, element);
            case Shape.Scalar scalar -> Parts.write(message, scalar, out);
            case Shape.EnumOf constants -> throw new IllegalArgumentException(constants.name() + " is no message");
        }
        depth--;
    }

    private @Nullable Places wrapped(Message message, Shape repeated) throws WireException {
        return message.places((field, value) -> field == Fields.WRAPPED && charged(repeated, value))
                .get(Fields.WRAPPED);
    }

    private boolean isWanted(int field, Value value, Shape.Entries known) throws WireException {
        Shape.@Nullable Entry component = known.byId(Fields.id(field));
        return component != null && charged(component.shape(), value);
    }

    /** A value is to be noted: what it will build is charged before that. Of numbers that stand together, later. */
    private boolean charged(Shape shape, Value value) throws WireException {
        if (shape instanceof Shape.MapOf map) {
            out.chargeEntry(map);
        } else if (shape instanceof Shape.ListOf(Shape element) && !holdsNumbers(value, element)) {
            out.chargeElement(element);
        }
        return true;
    }

    private static boolean holdsNumbers(Value value, Shape element) {
        return Fields.isPacked(element) && value.is(WireFormat.WIRETYPE_LENGTH_DELIMITED);
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
        Shape.Entries known = shape.components();
        Map<Integer, Places> fields = message.places((field, value) -> isWanted(field, value, known));
        for (Shape.Entry component : known.all()) {
            int field = Fields.of(component.id());
            @Nullable Places places = fields.get(field);
            if (places != null) {
                entries.entry(component.id());
                component(field, places, component.shape());
            } else if (Fields.repeats(component.shape())) {
                entries.entry(component.id()); // what has no element has no field, and is not what is missing
                empty(component.shape());
            }
        }
        entries.close();
    }

    private void empty(Shape repeated) throws WireException {
        if (repeated instanceof Shape.MapOf map && !map.pairs()) {
            out.beginMap(0);
        } else {
            out.beginArray(0);
        }
        out.end();
    }

    private void component(int field, Places places, Shape shape) throws WireException {
        switch (shape) {
            case Shape.ListOf(Shape element) -> list(places, element);
            case Shape.MapOf map -> map(places, map);
            case Shape.OptionalOf(Shape element) -> single(field, places, element);
            case Shape.Scalar _, Shape.EnumOf _, Shape.RecordOf _, Shape.SealedOf _ -> single(field, places, shape);
        }
    }

    private void single(int field, Places places, Shape shape) throws WireException {
        single(Objects.requireNonNull(Message.single(field, places)), shape);
    }

    /** Numbers may stand together in one field, or each in its own. */
    private void list(@Nullable Places places, Shape element) throws WireException {
        OpenItems items = out.openArray();
        for (int i = 0; places != null && i < places.count(); i++) {
            Value value = places.get(i);
            if (holdsNumbers(value, element)) {
                numbers(value, element, items);
            } else {
                items.next();
                single(value, element);
            }
        }
        items.close();
    }

    private void numbers(Value packed, Shape element, OpenItems items) throws WireException {
        try {
            CodedInputStream in = packed.message().open();
            while (!in.isAtEnd()) {
                out.chargeElement(element);
                items.next();
                number(in, element);
            }
        } catch (IOException broken) {
            throw Message.malformed(broken);
        }
    }

    private void map(@Nullable Places places, Shape.MapOf map) throws WireException {
        OpenItems entries = map.pairs() ? out.openArray() : out.openMap();
        for (int i = 0; places != null && i < places.count(); i++) {
            entries.next();
            if (map.pairs()) {
                out.beginArray(2);
            }
            entry(places.get(i), map);
            if (map.pairs()) {
                out.end();
            }
        }
        entries.close();
    }

    private void entry(Value value, Shape.MapOf map) throws WireException {
        try {
            Message entry = value.message();
            part(entry, Fields.KEY, map.key());
            part(entry, Fields.VALUE, map.value());
        } catch (IOException broken) {
            throw Message.malformed(broken);
        }
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
        OpenRecord entries = out.openRecord();
        entries.entry(LEAF_KEY);
        out.writeLong(leaf.id());
        components(only.content(), (Shape.RecordOf) leaf.shape(), entries);
    }

    private void single(Value value, Shape shape) throws WireException {
        try {
            value(value, shape);
        } catch (IOException broken) {
            throw Message.malformed(broken);
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
