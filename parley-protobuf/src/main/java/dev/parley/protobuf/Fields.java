package dev.parley.protobuf;

import com.google.protobuf.WireFormat;
import dev.parley.wire.Shape;

/** Which fields the messages have. */
final class Fields {
    /** Of a list, a map or an Optional that is no component of a record, and of a payload that is no record. */
    static final int WRAPPED = 1;

    static final int KEY = 1;
    static final int VALUE = 2;

    static final int SECONDS = 1;
    static final int NANOS = 2;

    static final int UNSCALED = 1;
    static final int SCALE = 2;

    static final int HOST = 1;
    static final int PORT = 2;
    static final int NODE = 3;
    static final int PATH = 4;
    static final int ACTOR = 5;

    private static final int RESERVED_FROM = 19_000;
    private static final int RESERVED = 1_000;

    private Fields() {}

    /** Of the component or leaf of that id: the same number, past those that Protocol Buffers keeps for itself. */
    static int of(int id) {
        return id < RESERVED_FROM ? id : id + RESERVED;
    }

    /** The id whose field that is. */
    static int id(int field) {
        return field < RESERVED_FROM ? field : field - RESERVED;
    }

    /** Whether a component of that shape is a field that repeats. */
    static boolean repeats(Shape shape) {
        return shape instanceof Shape.ListOf || shape instanceof Shape.MapOf;
    }

    /** Whether a value of that shape has a message around it where it cannot be a field that repeats or is absent. */
    static boolean isWrapped(Shape shape) {
        return repeats(shape) || shape instanceof Shape.OptionalOf;
    }

    /** How one value is written: as a number of some kind, or with its length in front. */
    static int wireType(Shape shape) {
        return switch (shape) {
            case Shape.EnumOf _ -> WireFormat.WIRETYPE_VARINT;
            case Shape.Scalar scalar ->
                switch (scalar) {
                    case BOOLEAN, INTEGER, CHARACTER -> WireFormat.WIRETYPE_VARINT;
                    case FLOAT -> WireFormat.WIRETYPE_FIXED32;
                    case DOUBLE -> WireFormat.WIRETYPE_FIXED64;
                    case TEXT, BYTES, UUID, INSTANT, DURATION, DECIMAL, REF, ITEM ->
                        WireFormat.WIRETYPE_LENGTH_DELIMITED;
                };
            case Shape.ListOf _, Shape.MapOf _, Shape.OptionalOf _, Shape.RecordOf _, Shape.SealedOf _ ->
                WireFormat.WIRETYPE_LENGTH_DELIMITED;
        };
    }

    /** Whether values of that shape stand in one field together. */
    static boolean isPacked(Shape element) {
        return wireType(element) != WireFormat.WIRETYPE_LENGTH_DELIMITED;
    }
}
