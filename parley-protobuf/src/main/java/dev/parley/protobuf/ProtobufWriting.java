package dev.parley.protobuf;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.CodedOutputStream;
import dev.parley.wire.CborReader;
import dev.parley.wire.Shape;
import dev.parley.wire.WireError;
import dev.parley.wire.WireException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;

/**
 * Writes items of CBOR as messages of Protocol Buffers, one after the other as they come. The items are our own, so
 * what does not fit is a fault of an extension.
 *
 * <p>Threading: owner thread only.
 */
final class ProtobufWriting {
    private static final int BUFFER_BYTES = 256;
    private static final long NANOS_A_SECOND = 1_000_000_000;

    private final CborReader in;

    ProtobufWriting(CborReader in) {
        this.in = in;
    }

    @FunctionalInterface
    private interface Content {
        void write(CodedOutputStream out) throws IOException, WireException;
    }

    /** All of a payload. */
    byte[] payload(Shape shape) throws WireException {
        try {
            return message(out -> root(shape, out));
        } catch (IOException impossible) {
            throw new IllegalStateException("writing into memory", impossible);
        }
    }

    private void root(Shape shape, CodedOutputStream out) throws IOException, WireException {
        if (shape instanceof Shape.RecordOf || shape instanceof Shape.SealedOf) {
            content(shape, out);
        } else {
            component(Fields.WRAPPED, shape, out);
        }
    }

    private static byte[] message(Content content) throws IOException, WireException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(BUFFER_BYTES);
        CodedOutputStream out = CodedOutputStream.newInstance(bytes, BUFFER_BYTES);
        content.write(out);
        out.flush();
        return bytes.toByteArray();
    }

    /** The fields of a message for one value that is no number. */
    private void content(Shape shape, CodedOutputStream out) throws IOException, WireException {
        switch (shape) {
            case Shape.RecordOf fields -> record(fields, in.beginMap(), out);
            case Shape.SealedOf root -> leaf(root, out);
            case Shape.ListOf _, Shape.MapOf _, Shape.OptionalOf _ -> component(Fields.WRAPPED, shape, out);
            case Shape.Scalar scalar -> content(scalar, out);
            case Shape.EnumOf constants -> throw new IllegalArgumentException(constants.name() + " is no message");
        }
    }

    /** The components of a record, of whose map so many entries are left. */
    private void record(Shape.RecordOf shape, int entries, CodedOutputStream out) throws IOException, WireException {
        for (int left = entries; left > 0; left--) {
            Shape.Entry component = byId(shape.components(), shape.name());
            component(Fields.of(component.id()), component.shape(), out);
        }
        in.end();
    }

    private void leaf(Shape.SealedOf root, CodedOutputStream out) throws IOException, WireException {
        int entries = in.beginMap();
        in.readLong(0, 0, "the key of the leaf");
        Shape.Entry leaf = byId(root.leaves(), root.name());
        byte[] content = message(inner -> record((Shape.RecordOf) leaf.shape(), entries - 1, inner));
        out.writeByteArray(Fields.of(leaf.id()), content);
    }

    private Shape.Entry byId(Shape.Entries entries, String of) throws WireException {
        long id = in.readLong();
        Shape.Entry entry = entries.byId(id);
        if (entry == null) {
            throw in.refused(WireError.NOT_ENCODABLE, "id " + id + " is unknown in " + of);
        }
        return entry;
    }

    /** What repeats, or may be absent, and all else that is there. */
    private void component(int field, Shape shape, CodedOutputStream out) throws IOException, WireException {
        switch (shape) {
            case Shape.ListOf(Shape element) -> list(field, element, out);
            case Shape.MapOf map -> map(field, map, out);
            case Shape.OptionalOf(Shape element) -> {
                if (!in.tryReadNull()) {
                    field(field, element, out);
                }
            }
            case Shape.Scalar _, Shape.EnumOf _, Shape.RecordOf _, Shape.SealedOf _ -> field(field, shape, out);
        }
    }

    private void list(int field, Shape element, CodedOutputStream out) throws IOException, WireException {
        int length = in.beginArray();
        if (length > 0 && Fields.isPacked(element)) {
            out.writeByteArray(field, message(inner -> {
                for (int left = length; left > 0; left--) {
                    number(element, inner);
                }
            }));
        } else {
            for (int left = length; left > 0; left--) {
                field(field, element, out);
            }
        }
        in.end();
    }

    private void map(int field, Shape.MapOf map, CodedOutputStream out) throws IOException, WireException {
        for (int left = map.pairs() ? in.beginArray() : in.beginMap(); left > 0; left--) {
            if (map.pairs()) {
                in.beginArray();
            }
            out.writeByteArray(field, message(entry -> {
                field(Fields.KEY, map.key(), entry);
                field(Fields.VALUE, map.value(), entry);
            }));
            if (map.pairs()) {
                in.end();
            }
        }
        in.end();
    }

    /** One value as one field, also where it is what a missing field stands for. */
    private void field(int field, Shape shape, CodedOutputStream out) throws IOException, WireException {
        if (Fields.isPacked(shape)) {
            out.writeTag(field, Fields.wireType(shape));
            number(shape, out);
        } else {
            out.writeByteArray(field, bytes(shape));
        }
    }

    private void number(Shape shape, CodedOutputStream out) throws IOException, WireException {
        switch (shape) {
            case Shape.Scalar.BOOLEAN -> out.writeBoolNoTag(in.readBoolean());
            case Shape.Scalar.INTEGER -> out.writeSInt64NoTag(in.readLong());
            case Shape.Scalar.FLOAT -> out.writeFloatNoTag((float) in.readDouble());
            case Shape.Scalar.DOUBLE -> out.writeDoubleNoTag(in.readDouble());
            default -> out.writeUInt64NoTag(in.readLong()); // a char, or the id of a constant
        }
    }

    private byte[] bytes(Shape shape) throws IOException, WireException {
        return switch (shape) {
            case Shape.Scalar.TEXT -> in.readText().getBytes(UTF_8);
            case Shape.Scalar.BYTES, Shape.Scalar.UUID -> in.readBytes();
            case Shape.Scalar.ITEM -> in.readItem();
            default -> message(out -> content(shape, out));
        };
    }

    // ---- values of several parts; a part that is zero or empty is left out, as proto3 has it

    private void content(Shape.Scalar scalar, CodedOutputStream out) throws IOException, WireException {
        switch (scalar) {
            case INSTANT -> {
                in.beginArray();
                seconds(in.readLong(), in.readLong(), out);
                in.end();
            }
            case DURATION -> {
                in.beginArray();
                duration(in.readLong(), in.readLong(), out);
                in.end();
            }
            case DECIMAL -> decimal(in.readDecimal(), out);
            case REF -> ref(out);
            case BOOLEAN, INTEGER, CHARACTER, FLOAT, DOUBLE, TEXT, BYTES, UUID, ITEM ->
                throw new IllegalArgumentException(scalar + " is no message");
        }
    }

    /** There the nanoseconds have the sign of the seconds; here they count from the second before. */
    private static void duration(long seconds, long nanos, CodedOutputStream out) throws IOException {
        boolean below = seconds < 0 && nanos > 0;
        seconds(below ? seconds + 1 : seconds, below ? nanos - NANOS_A_SECOND : nanos, out);
    }

    private static void seconds(long seconds, long nanos, CodedOutputStream out) throws IOException {
        if (seconds != 0) {
            out.writeInt64(Fields.SECONDS, seconds);
        }
        if (nanos != 0) {
            out.writeInt32(Fields.NANOS, (int) nanos);
        }
    }

    private static void decimal(BigDecimal value, CodedOutputStream out) throws IOException {
        if (value.signum() != 0) {
            out.writeByteArray(Fields.UNSCALED, value.unscaledValue().toByteArray());
        }
        if (value.scale() != 0) {
            out.writeSInt32(Fields.SCALE, value.scale());
        }
    }

    private void ref(CodedOutputStream out) throws IOException, WireException {
        in.beginArray();
        out.writeString(Fields.HOST, in.readText());
        out.writeUInt32(Fields.PORT, (int) in.readLong());
        incarnation(Fields.NODE, in.readLong(), out);
        out.writeString(Fields.PATH, in.readText());
        incarnation(Fields.ACTOR, in.readLong(), out);
        in.end();
    }

    private static void incarnation(int field, long incarnation, CodedOutputStream out) throws IOException {
        if (incarnation != 0) {
            out.writeFixed64(field, incarnation);
        }
    }
}
