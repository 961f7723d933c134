package dev.parley.protobuf;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import dev.parley.wire.WireError;
import dev.parley.wire.WireException;
import java.io.IOException;

/**
 * A place in a message: the value of a field is what comes next there.
 *
 * <p>Threading: owner thread only.
 */
final class Value {
    private final byte[] bytes;
    private final int from;
    private final CodedInputStream in;
    private int tag;

    /** At the beginning of a message, before its first field. */
    Value(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.from = from;
        this.in = CodedInputStream.newInstance(bytes, from, to - from);
    }

    /** Where the value of a field begins. */
    static Value at(Message message, int offset, int tag) {
        Value value = new Value(message.bytes(), offset, message.to());
        value.tag = tag;
        return value;
    }

    /** Goes on to the next field, whose value is next then; 0 at the end. */
    int tag() throws IOException {
        tag = in.readTag();
        return tag;
    }

    /** Notes this place. */
    void note(Places places) {
        places.add(from + in.getTotalBytesRead(), tag);
    }

    boolean is(int wireType) {
        return WireFormat.getTagWireType(tag) == wireType;
    }

    void skip() throws IOException, WireException {
        if (!in.skipField(tag)) {
            throw Message.malformed("a group ends that did not begin");
        }
    }

    /**
     * What reads the value.
     *
     * @throws WireException {@link WireError#TYPE_MISMATCH} if it is one of another kind
     */
    CodedInputStream as(int wireType) throws WireException {
        if (!is(wireType)) {
            throw new WireException(
                    WireError.TYPE_MISMATCH,
                    "field " + WireFormat.getTagFieldNumber(tag) + " has a value of wire type "
                            + WireFormat.getTagWireType(tag) + " instead of " + wireType);
        }
        return in;
    }

    /** The message that is the value. */
    Message message() throws IOException, WireException {
        int length = as(WireFormat.WIRETYPE_LENGTH_DELIMITED).readRawVarint32();
        int begin = from + in.getTotalBytesRead();
        in.skipRawBytes(length);
        return new Message(bytes, begin, begin + length);
    }
}
