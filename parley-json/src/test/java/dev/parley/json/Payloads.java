package dev.parley.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.wire.CodecLimits;
import dev.parley.wire.Codecs;
import dev.parley.wire.Frame;
import dev.parley.wire.WireBytes;
import dev.parley.wire.WireError;
import dev.parley.wire.WireException;
import dev.parley.wire.lock.ProtocolLock;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** A registry that writes and reads JSON. */
final class Payloads {
    final Codecs codecs;

    private Payloads(Codecs codecs) {
        this.codecs = codecs;
    }

    static Payloads plain() {
        return new Payloads(Codecs.builder().encoding(JsonPayloads.readable()).build());
    }

    static Payloads within(CodecLimits limits) {
        return new Payloads(Codecs.builder()
                .encoding(JsonPayloads.readable())
                .limits(limits)
                .build());
    }

    static Payloads by(String lock) {
        return new Payloads(Codecs.builder()
                .encoding(JsonPayloads.readable())
                .lock(ProtocolLock.parse(lock))
                .build());
    }

    /** The JSON of a value. */
    String written(Type type, Object value) throws WireException {
        codecs.register(type);
        byte[] cbor = codecs.encode(type, value);
        return new String(Objects.requireNonNull(codecs.encoded(type, cbor)), StandardCharsets.UTF_8);
    }

    /** The value of JSON. */
    Object read(Type type, String json) throws WireException {
        return read(type, json.getBytes(StandardCharsets.UTF_8));
    }

    Object read(Type type, byte[] json) throws WireException {
        codecs.register(type);
        return codecs.decode(type, Frame.JSON, WireBytes.of(json));
    }

    /** Demands that JSON is refused so, and in no other way. */
    void refuses(Type type, String json, WireError error) {
        refuses(type, json, error, "");
    }

    void refuses(Type type, String json, WireError error, String text) {
        refuses(type, json.getBytes(StandardCharsets.UTF_8), error, text);
    }

    void refuses(Type type, byte[] json, WireError error, String text) {
        assertThatThrownBy(() -> read(type, json))
                .isInstanceOfSatisfying(
                        WireException.class,
                        refusal -> assertThat(refusal.error())
                                .as(refusal.getMessage())
                                .isEqualTo(error))
                .hasMessageContaining(text);
    }
}
