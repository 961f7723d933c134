package dev.parley.protobuf;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import dev.parley.wire.WireError;
import dev.parley.wire.WireException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of one message inside of a payload. They are looked through once for all fields that are wanted, so the
 * time that a message takes is in proportion to its length, whatever its fields are and however they are mixed.
 *
 * @param bytes of the payload
 */
@SuppressWarnings("ArrayRecordComponent") // a window into it
record Message(byte[] bytes, int from, int to) {
    /** Its bytes, for numbers that stand one behind the other without fields. */
    CodedInputStream open() {
        return CodedInputStream.newInstance(bytes, from, to - from);
    }

    /** Which fields somebody wants; asked for each of their values. */
    @FunctionalInterface
    interface Wanted {
        boolean is(int field, Value value) throws WireException;
    }

    /** Where the values of each of these fields are; nothing is kept of those that nobody wants. */
    Map<Integer, Places> places(Wanted wanted) throws WireException {
        Map<Integer, Places> found = new HashMap<>();
        visit((field, value) -> {
            if (wanted.is(field, value)) {
                value.note(found.computeIfAbsent(field, _ -> new Places(this)));
            }
            value.skip();
        });
        return found;
    }

    /**
     * The value of a field that may be there once; null when it is not there.
     *
     * @throws WireException {@link WireError#KEY_ORDER} if it is there more than once
     */
    @Nullable
    Value find(int field) throws WireException {
        return single(field, places((number, _) -> number == field).get(field));
    }

    /** The one value of a field; null when there is none. */
    static @Nullable Value single(int field, @Nullable Places places) throws WireException {
        if (places == null) {
            return null;
        }
        if (places.count() > 1) {
            throw new WireException(WireError.KEY_ORDER, "field " + field + " is there " + places.count() + " times");
        }
        return places.get(0);
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
            throw malformed(broken);
        }
    }

    static WireException malformed(IOException broken) {
        return malformed(String.valueOf(broken.getMessage()));
    }

    static WireException malformed(String why) {
        return new WireException(WireError.PAYLOAD_MALFORMED, "no message of Protocol Buffers: " + why);
    }
}
