package dev.parley.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.protobuf.ProtobufPayloads;
import dev.parley.wire.CodecLimits;
import dev.parley.wire.Codecs;
import dev.parley.wire.Frame;
import dev.parley.wire.PayloadEncoding;
import dev.parley.wire.WireBytes;
import dev.parley.wire.WireError;
import dev.parley.wire.WireException;
import dev.parley.wire.lock.ProtocolLock;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** A registry that writes and reads another encoding. */
final class Payloads {
    final Codecs codecs;
    private final int number;

    private Payloads(Codecs codecs, int number) {
        this.codecs = codecs;
        this.number = number;
    }

    private static Payloads of(PayloadEncoding encoding, CodecLimits limits) {
        return new Payloads(Codecs.builder().encoding(encoding).limits(limits).build(), encoding.number());
    }

    static Payloads protobuf() {
        return protobufWithin(CodecLimits.defaults());
    }

    static Payloads protobufWithin(CodecLimits limits) {
        return of(ProtobufPayloads.standard(), limits);
    }

    static Payloads plain() {
        return within(CodecLimits.defaults());
    }

    static Payloads within(CodecLimits limits) {
        return of(JsonPayloads.readable(), limits);
    }

    static Payloads by(String lock) {
        return new Payloads(
                Codecs.builder()
                        .encoding(JsonPayloads.readable())
                        .lock(ProtocolLock.parse(lock))
                        .build(),
                Frame.JSON);
    }

    /** The JSON of a value. */
    String written(Type type, Object value) throws WireException {
        return new String(bytes(type, value), StandardCharsets.UTF_8);
    }

    byte[] bytes(Type type, Object value) throws WireException {
        codecs.register(type);
        return Objects.requireNonNull(codecs.encoded(type, codecs.encode(type, value)));
    }

    /** The value of JSON. */
    Object read(Type type, String json) throws WireException {
        return read(type, json.getBytes(StandardCharsets.UTF_8));
    }

    Object read(Type type, byte[] payload) throws WireException {
        codecs.register(type);
        return codecs.decode(type, number, WireBytes.of(payload));
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
