package dev.parley.fuzz.subject;

import com.google.protobuf.ListValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import dev.parley.fuzz.Finding;
import dev.parley.fuzz.Maker;
import dev.parley.fuzz.Subject;
import dev.parley.fuzz.make.Broken;
import dev.parley.protobuf.ProtobufCodec;
import dev.parley.wire.CodecLimits;
import dev.parley.wire.Codecs;
import dev.parley.wire.WireException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Protocol Buffers inside a record. Promises: a value, or a refusal with a number that payloads have; memory within
 * three times the heap budget; what was accepted is written as bytes that are read as the same value.
 */
public final class ProtobufSubject implements Subject {
    private static final long HEAP_BYTES = 16 << 10;
    private static final long READER_BYTES = 8 << 10;
    private static final int ESTIMATE = 3;

    private final Heap heap = new Heap(16);
    private final Codecs codecs = codecs();

    record Letter(Struct body) {}

    /** A letter whose body nobody has checked. */
    @SuppressWarnings("ArrayRecordComponent") // written once, never compared
    record Raw(byte[] body) {}

    private static Codecs codecs() {
        Codecs codecs = Codecs.builder()
                .with(Struct.class, _ -> ProtobufCodec.of(Struct.getDefaultInstance()))
                .limits(new CodecLimits(64, HEAP_BYTES, 64, 1 << 20))
                .build();
        codecs.register(Letter.class);
        codecs.register(Raw.class);
        return codecs;
    }

    /** The bytes of such messages. */
    public static Maker maker() {
        Value one = Value.newBuilder().setNumberValue(1).build();
        Struct inner = Struct.newBuilder().putFields("one", one).build();
        ListValue list = ListValue.newBuilder()
                .addValues(Value.getDefaultInstance())
                .addValues(Value.newBuilder().setStructValue(inner))
                .build();
        Struct outer = Struct.newBuilder()
                .putFields("nested", Value.newBuilder().setStructValue(inner).build())
                .putFields("list", Value.newBuilder().setListValue(list).build())
                .putFields("text", Value.newBuilder().setStringValue("ä").build())
                .build();
        return new Broken(
                List.of(inner.toByteArray(), outer.toByteArray(), many(Struct.newBuilder()), list.toByteArray()));
    }

    /** Little on the wire, much on the heap. */
    private static byte[] many(Struct.Builder struct) {
        ListValue.Builder values = ListValue.newBuilder();
        for (int i = 0; i < 1_000; i++) {
            values.addValues(Value.getDefaultInstance());
        }
        return struct.putFields("", Value.newBuilder().setListValue(values).build())
                .build()
                .toByteArray();
    }

    @Override
    public Verdict take(byte[] input) {
        byte[] payload = written(Raw.class, new Raw(input));
        Letter letter = heap.<@Nullable Letter>watch(READER_BYTES + ESTIMATE * HEAP_BYTES, () -> readOrNull(payload));
        if (letter == null) {
            return Verdict.REFUSED;
        }
        Letter again = readOrNull(written(Letter.class, letter));
        if (!letter.equals(again)) {
            throw new Finding(letter + " comes back as " + again);
        }
        return Verdict.ACCEPTED;
    }

    private @Nullable Letter readOrNull(byte[] payload) {
        try {
            return (Letter) codecs.decode(Letter.class, payload);
        } catch (WireException refused) {
            PayloadSubject.requireDocumented(refused);
            return null;
        }
    }

    private byte[] written(Class<?> type, Object value) {
        try {
            return codecs.encode(type, value);
        } catch (WireException refused) {
            throw new Finding(value + " cannot be written", refused);
        }
    }
}
