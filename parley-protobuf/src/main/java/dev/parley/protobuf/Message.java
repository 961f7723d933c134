package dev.parley.protobuf;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import dev.parley.wire.WireError;
import dev.parley.wire.WireException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of one message inside of a payload. They are looked through for each field that is wanted, and nothing is
 * kept of what is found: so a message of many small fields costs no memory.
 *
 * @param bytes of the payload
 */
@SuppressWarnings("ArrayRecordComponent") // a window into it
record Message(byte[] bytes, int from, int to) {
    private static final int NO_FIELD = 0;

    /** Its bytes, for numbers that stand one behind the other without fields. */
    CodedInputStream open() {
        return CodedInputStream.newInstance(bytes, from, to - from);
    }

    /** Is given a value, and reads it whole. */
    @FunctionalInterface
    interface Visitor {
        void visit(Value value) throws IOException, WireException;
    }

    /** Visits the values of a field in their order, and passes over the others. */
    void each(int field, Visitor visitor) throws WireException {
        visit((found, value) -> {
            if (found == field) {
                visitor.visit(value);
            } else {
                value.skip();
            }
        });
    }

    /** What nobody asks for must be well-formed, too. */
    void requireWhole() throws WireException {
        each(NO_FIELD, Value::skip);
    }

    /** Whether a field is there, once or more. */
    boolean has(int field) throws WireException {
        boolean[] found = {false};
        each(field, value -> {
            found[0] = true;
            value.skip();
        });
        return found[0];
    }

    /**
     * The value of a field that may be there once; null when it is not there.
     *
     * @throws WireException {@link WireError#KEY_ORDER} if it is there more than once
     */
    @Nullable
    Value find(int field) throws WireException {
        Value[] last = {null};
        each(field, value -> {
            if (last[0] != null) {
                throw new WireException(WireError.KEY_ORDER, "field " + field + " is there more than once");
            }
            last[0] = value.here();
            value.skip();
        });
        return last[0];
    }

    /** One field of a message that has no other. */
    record Only(int field, Message content) {}

    /** The message in the one field that is there; null when there is none. */
    @Nullable
    Only only() throws WireException {
        Only[] only = {null};
        visit((field, value) -> {
            if (only[0] != null) {
                throw new WireException(WireError.TYPE_MISMATCH, "two fields, of which there can be one");
            }
            only[0] = new Only(field, value.message());
        });
        return only[0];
    }

    @FunctionalInterface
    private interface FieldVisitor {
        void visit(int field, Value value) throws IOException, WireException;
    }

    private void visit(FieldVisitor visitor) throws WireException {
        Value value = new Value(bytes, from, to);
        try {
            for (int tag = value.tag(); tag != 0; tag = value.tag()) {
                visitor.visit(WireFormat.getTagFieldNumber(tag), value);
            }
        } catch (IOException broken) {
            throw malformed(String.valueOf(broken.getMessage()));
        }
    }

    static WireException malformed(String why) {
        return new WireException(WireError.PAYLOAD_MALFORMED, "no message of Protocol Buffers: " + why);
    }
}
