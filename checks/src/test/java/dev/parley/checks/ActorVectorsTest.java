package dev.parley.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.ActorAddress;
import dev.parley.ActorRef;
import dev.parley.DropReason;
import dev.parley.Failure;
import dev.parley.Request;
import dev.parley.json.JsonPayloads;
import dev.parley.protobuf.ProtobufPayloads;
import dev.parley.remote.payload.RefCodec;
import dev.parley.remote.payload.Refs;
import dev.parley.wire.Codecs;
import dev.parley.wire.Frame;
import dev.parley.wire.PayloadEncoding;
import dev.parley.wire.WireBytes;
import dev.parley.wire.WireException;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The published bytes of refs to actors, in each encoding, and of failures: here, where all modules meet. */
class ActorVectorsTest {
    private static final Map<String, Type> TYPES = Map.of("ActorRef", ActorRef.class, "Failure", Failure.class);

    /** An encoding by the key that its bytes have in a vector. */
    enum Form {
        HEX,
        JSON,
        PROTOBUF;

        String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        private PayloadEncoding encoding() {
            return this == PROTOBUF ? ProtobufPayloads.standard() : JsonPayloads.readable();
        }

        Codecs codecs() {
            Codecs codecs = Codecs.builder()
                    .with(ActorRef.class, _ -> new RefCodec(new Named(), Object.class))
                    .encoding(encoding())
                    .build();
            TYPES.values().forEach(codecs::register);
            return codecs;
        }

        byte[] bytes(JsonNode vector) {
            String text = vector.get(key()).stringValue();
            return this == JSON
                    ? text.getBytes(StandardCharsets.UTF_8)
                    : HexFormat.of().parseHex(text);
        }

        Object read(JsonNode vector) throws WireException {
            int number = this == HEX ? Frame.CBOR : encoding().number();
            return codecs().decode(typeOf(vector), number, WireBytes.of(bytes(vector)));
        }

        byte[] written(Type type, Object value) throws WireException {
            byte[] cbor = codecs().encode(type, value);
            return this == HEX ? cbor : Objects.requireNonNull(codecs().encoded(type, cbor));
        }
    }

    /** Refs that are nothing but their address. */
    private record Named() implements Refs {
        @Override
        public ActorRef<?> resolve(ActorAddress address, Type protocol) {
            return new Address(address);
        }

        @Override
        public ActorAddress expose(ActorRef<?> ref, Type protocol) {
            return ref.address();
        }
    }

    private record Address(ActorAddress address) implements ActorRef<Object> {
        @Override
        public void tell(Object message) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean offer(Object message) {
            throw new UnsupportedOperationException();
        }

        @Override
        public <R> R ask(Request<? extends Object, R> request) {
            throw new UnsupportedOperationException();
        }

        @Override
        public <R> R ask(Request<? extends Object, R> request, Duration limit) {
            throw new UnsupportedOperationException();
        }

        @Override
        public <R> CompletionStage<R> askLater(Request<? extends Object, R> request, Duration limit) {
            throw new UnsupportedOperationException();
        }
    }

    /** A vector in one of its encodings. */
    record Vector(JsonNode node, Form form) {
        @Override
        public String toString() {
            return node.get("name").stringValue() + " " + form;
        }
    }

    private static Stream<Vector> all() {
        return JsonMapper.shared()
                .readTree(Reactor.root().resolve("docs/vectors/payloads-actors.json"))
                .get("vectors")
                .valueStream()
                .flatMap(vector -> Stream.of(Form.values())
                        .filter(form -> vector.has(form.key()))
                        .map(form -> new Vector(vector, form)));
    }

    static Stream<Vector> accepted() {
        return all().filter(vector -> vector.node().get("error").isNull());
    }

    static Stream<Vector> refused() {
        return all().filter(vector -> !vector.node().get("error").isNull());
    }

    @ParameterizedTest
    @MethodSource("accepted")
    void readsWhatThePublishedBytesSay(Vector vector) throws WireException {
        assertThat(shown(vector.form().read(vector.node())))
                .isEqualTo(vector.node().get("value"));
    }

    @ParameterizedTest
    @MethodSource("accepted")
    void writesThePublishedBytes(Vector vector) throws WireException {
        byte[] written =
                vector.form().written(typeOf(vector.node()), vector.form().read(vector.node()));
        byte[] published = vector.form().bytes(vector.node());
        if (vector.node().get("direction").stringValue().equals("both")) {
            assertThat(written).isEqualTo(published);
        } else {
            assertThat(written).isNotEqualTo(published);
        }
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refusesBrokenBytesWithTheirNumber(Vector vector) {
        assertThatThrownBy(() -> vector.form().read(vector.node()))
                .isInstanceOfSatisfying(
                        WireException.class,
                        refusal -> assertThat(refusal.error().number())
                                .as(refusal.getMessage())
                                .isEqualTo(vector.node().get("error").intValue()));
    }

    @Test
    void publishesEveryFailureAndEachReasonOfARefusal() throws WireException {
        List<Class<?>> leaves = new ArrayList<>();
        List<DropReason> reasons = new ArrayList<>();
        for (Vector vector : accepted().toList()) {
            Object value = vector.form().read(vector.node());
            leaves.add(value.getClass());
            if (value instanceof Failure.Refused(DropReason reason)) {
                reasons.add(reason);
            }
        }
        assertThat(leaves).contains(Failure.class.getPermittedSubclasses());
        assertThat(reasons).containsExactly(DropReason.values());
    }

    private static Type typeOf(JsonNode vector) {
        return Objects.requireNonNull(TYPES.get(vector.get("type").stringValue()));
    }

    /** A value as the vectors show it. */
    private static JsonNode shown(Object value) {
        return switch (value) {
            case ActorRef<?> ref -> shown(ref.address());
            case List<?> list -> {
                ArrayNode items = JsonMapper.shared().createArrayNode();
                list.forEach(item -> items.add(shown(item)));
                yield items;
            }
            case Record record -> components(record);
            case Long incarnation -> text(HexFormat.of().toHexDigits(incarnation));
            case Integer port -> JsonMapper.shared().valueToTree(port);
            default -> text(value.toString());
        };
    }

    private static JsonNode text(String text) {
        return JsonMapper.shared().valueToTree(text);
    }

    private static JsonNode components(Record record) {
        ObjectNode shown = JsonMapper.shared().createObjectNode();
        Class<?> outer = record.getClass().getEnclosingClass();
        if (outer != null) {
            shown.put("leaf", outer.getSimpleName() + "." + record.getClass().getSimpleName());
        }
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            try {
                shown.set(component.getName(), shown(component.getAccessor().invoke(record)));
            } catch (ReflectiveOperationException hidden) {
                throw new LinkageError(component.toString(), hidden);
            }
        }
        return shown;
    }
}
