package dev.parley.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.wire.Shop.Colour;
import dev.parley.wire.Shop.Command;
import dev.parley.wire.Shop.Item;
import dev.parley.wire.Shop.Outcome;
import dev.parley.wire.Shop.Pair;
import dev.parley.wire.Vectors.Vector;
import dev.parley.wire.lock.ProtocolLock;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The published bytes of values, written by hand and not by the codec. */
class PayloadVectorsTest {

    private static final Map<String, Type> TYPES = types();

    private static final ProtocolLock LOCK = lock();

    private final Codecs codecs = Codecs.builder().lock(LOCK).build();

    private static ProtocolLock lock() {
        return ProtocolLock.parse(Json.array(Vectors.file("payloads.json").get("lock")).stream()
                .map(String.class::cast)
                .collect(Collectors.joining("\n")));
    }

    private static Map<String, Type> types() {
        Map<String, Type> types = new HashMap<>();
        for (Class<?> scalar : List.of(
                long.class, int.class, short.class, byte.class, char.class, boolean.class, double.class, float.class)) {
            types.put(scalar.getName(), scalar);
        }
        types.put("String", String.class);
        types.put("byte[]", byte[].class);
        types.put("UUID", UUID.class);
        types.put("Instant", Instant.class);
        types.put("Duration", Duration.class);
        types.put("BigDecimal", BigDecimal.class);
        types.put("List<Integer>", new TypeToken<List<Integer>>() {}.type());
        types.put("List<Optional<Integer>>", new TypeToken<List<Optional<Integer>>>() {}.type());
        types.put("Set<String>", new TypeToken<Set<String>>() {}.type());
        types.put("Map<String,Integer>", new TypeToken<Map<String, Integer>>() {}.type());
        types.put("Map<Integer,Boolean>", new TypeToken<Map<Integer, Boolean>>() {}.type());
        types.put("Map<Item,Colour>", new TypeToken<Map<Item, Colour>>() {}.type());
        types.put(
                "Pair<String,Pair<Integer,Boolean>>", new TypeToken<Pair<String, Pair<Integer, Boolean>>>() {}.type());
        types.put("Outcome<Long>", new TypeToken<Outcome<Long>>() {}.type());
        types.put("Outcome<List<String>>", new TypeToken<Outcome<List<String>>>() {}.type());
        for (Class<?> type : List.of(
                Colour.class,
                Item.class,
                Shop.Order.class,
                Shop.Empty.class,
                Shop.Tree.class,
                Shop.Percent.class,
                Command.class,
                Command.Change.class,
                Shop.Speed.class,
                Shop.Parcel.class,
                Shop.Post.class)) {
            types.put(MessageNames.nameOf(type).substring("Shop.".length()), type);
        }
        return types;
    }

    static Stream<Vector> accepted() {
        return Vectors.load("payloads.json").stream().filter(vector -> vector.error() == null);
    }

    static Stream<Vector> refused() {
        return Vectors.load("payloads.json").stream().filter(vector -> vector.error() != null);
    }

    @ParameterizedTest
    @MethodSource("accepted")
    void readsWhatThePublishedBytesSay(Vector vector) throws WireException {
        assertThat(PayloadJson.of(decoded(vector))).isEqualTo(vector.json().get("value"));
    }

    @ParameterizedTest
    @MethodSource("accepted")
    void writesThePublishedBytes(Vector vector) throws WireException {
        Object value = decoded(vector);
        byte[] written = codecs.encode(typeOf(vector), value);
        if (vector.isWritten()) {
            assertThat(HexFormat.of().formatHex(written)).isEqualTo(vector.text("hex"));
        } else {
            assertThat(codecs.decode(typeOf(vector), written)).isEqualTo(value);
        }
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refusesBrokenBytesWithTheirNumber(Vector vector) {
        assertThatThrownBy(() -> decoded(vector))
                .isInstanceOfSatisfying(
                        WireException.class,
                        refusal -> assertThat((long) refusal.error().number()).isEqualTo(vector.error()));
    }

    @Test
    void publishesEveryErrorThatBytesAloneCanCause() {
        Set<WireError> otherwise = Set.of(
                WireError.OVER_BUDGET,
                WireError.NOT_ENCODABLE,
                WireError.PAYLOAD_TOO_LARGE,
                WireError.UNKNOWN_TYPE,
                WireError.SCHEMA_CONFLICT);
        List<Long> published = refused().map(Vector::error).distinct().toList();
        for (WireError error : WireError.values()) {
            if (error.number() >= 64 && error.number() < 96 && !otherwise.contains(error)) {
                assertThat(published).as(error.name()).contains((long) error.number());
            }
        }
    }

    @Test
    void declaresItsTypesAsTheyAre() throws ClassNotFoundException {
        Map<String, Object> declared = new LinkedHashMap<>();
        Map<String, Object> actual = new LinkedHashMap<>();
        for (Map.Entry<String, ?> each :
                Json.object(Vectors.file("payloads.json").get("types")).entrySet()) {
            String raw = each.getKey().replaceAll("<.*", "");
            declared.put(each.getKey(), Objects.requireNonNull(each.getValue()));
            actual.put(each.getKey(), declarationOf(Class.forName(Shop.class.getName() + "$" + raw.replace('.', '$'))));
        }
        assertThat(declared).hasSizeGreaterThan(15).isEqualTo(actual);
    }

    private static String declarationOf(Class<?> type) {
        if (type.isEnum()) {
            return Stream.of(Objects.requireNonNull(type.getEnumConstants()))
                    .map(constant -> lockedId(type, constant.toString()) + constant)
                    .collect(Collectors.joining(", ", "enum {", "}"));
        }
        if (type.isRecord()) {
            return Stream.of(type.getRecordComponents())
                    .map(component -> lockedId(type, component.getName()) + nameOf(component.getGenericType()) + " "
                            + component.getName())
                    .collect(Collectors.joining(", ", "record(", ")"));
        }
        List<String> leaves = new ArrayList<>();
        TypeGraph graph = new TypeGraph(
                new TypeGraph.Settings(Map.of(), Map.of(), ProtocolLock.empty(), new RecordAccess(), false),
                Registered.nothing());
        for (Class<?> leaf : new SealedBinder(graph, type).leafTypes().keySet()) {
            String locked = lockedId(type, MessageNames.nameOf(leaf));
            leaves.add((locked.isEmpty() ? (leaves.size() + 1) + " " : locked) + nameOf(leaf));
        }
        return "sealed {" + String.join(", ", leaves) + "}";
    }

    /** The id that the lock gives a component, leaf or constant, a blank behind it; empty if the place is the id. */
    private static String lockedId(Class<?> type, String name) {
        return LOCK.types().stream()
                .filter(locked -> locked.name().equals(MessageNames.nameOf(type)))
                .flatMap(locked -> locked.ids().stream())
                .filter(id -> !id.retired() && id.name().equals(name))
                .map(id -> id.id() + " ")
                .collect(Collectors.joining());
    }

    private static String nameOf(Type type) {
        return Types.text(type).replace("Shop.", "");
    }

    private Object decoded(Vector vector) throws WireException {
        codecs.register(typeOf(vector));
        return codecs.decode(typeOf(vector), vector.bytes());
    }

    private static Type typeOf(Vector vector) {
        return Objects.requireNonNull(TYPES.get(vector.text("type")), vector.text("type"));
    }
}
