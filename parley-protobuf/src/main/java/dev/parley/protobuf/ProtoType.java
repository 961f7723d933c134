package dev.parley.protobuf;

import dev.parley.wire.Shape;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What a field of a schema can be of. Two of what would be the same message are equal.
 *
 * <p>Threading: immutable.
 */
sealed interface ProtoType {

    /** What Protocol Buffers has itself, with what should be said of its use here. */
    enum Plain implements ProtoType {
        BOOL("bool", ""),
        LONG("sint64", ""),
        CHAR("uint32", "a UTF-16 unit"),
        FLOAT("float", ""),
        DOUBLE("double", ""),
        STRING("string", ""),
        BYTES("bytes", ""),
        UUID("bytes", "a UUID, 16 bytes"),
        ITEM("bytes", "an item of CBOR"),
        INSTANT(".google.protobuf.Timestamp", "of any year"),
        DURATION(".google.protobuf.Duration", "of any length");

        private static final String TIMES = ".google.protobuf.";
        private final String keyword;
        private final String note;

        Plain(String keyword, String note) {
            this.keyword = keyword;
            this.note = note;
        }

        String keyword() {
            return keyword;
        }

        String note() {
            return note;
        }

        /** Whether a {@code map} may have it as its key. */
        boolean isKey() {
            return switch (this) {
                case BOOL, LONG, CHAR, STRING -> true;
                case FLOAT, DOUBLE, BYTES, UUID, ITEM, INSTANT, DURATION -> false;
            };
        }

        /** Where it has to be imported from. */
        Optional<String> file() {
            return keyword.startsWith(TIMES)
                    ? Optional.of(keyword.substring(1).replace('.', '/').toLowerCase(Locale.ROOT) + ".proto")
                    : Optional.empty();
        }
    }

    /** Messages that have no class of the user's behind them. */
    enum Part implements ProtoType {
        DECIMAL,
        REF
    }

    /** A record. */
    record Components(Shape.RecordOf shape) implements ProtoType {}

    /** A sealed interface: one of its leaves. */
    record Root(Shape.SealedOf shape) implements ProtoType {}

    record Constant(int id, String name) {}

    /** An enum. */
    record Enumeration(String name, List<Constant> constants) implements ProtoType {
        static Enumeration of(Shape.EnumOf shape) {
            return new Enumeration(
                    shape.name(),
                    shape.constants().all().stream()
                            .map(entry -> new Constant(entry.id(), entry.name()))
                            .sorted(Comparator.comparingInt(Constant::id))
                            .toList());
        }
    }

    /** The message of an enum that is a leaf or a message. */
    record EnumMessage(Enumeration constants) implements ProtoType {}

    /** The message of what is no message, where there must be one. */
    record Wrapper(Content content) implements ProtoType {}

    /** The message of an entry of a map that none of Protocol Buffers can be. */
    record Entry(ProtoType key, ProtoType value) implements ProtoType {}

    /** What a field holds. */
    sealed interface Content {
        record Single(ProtoType type) implements Content {}

        record Repeated(ProtoType type) implements Content {}

        record Mapped(ProtoType.Plain key, ProtoType value) implements Content {}

        static Content of(Shape shape) {
            return switch (shape) {
                case Shape.ListOf(Shape element) -> new Repeated(ProtoType.of(element));
                case Shape.OptionalOf(Shape element) -> new Single(ProtoType.of(element));
                case Shape.MapOf map -> {
                    ProtoType value = ProtoType.of(map.value());
                    yield ProtoType.of(map.key()) instanceof Plain key && key.isKey()
                            ? new Mapped(key, value)
                            : new Repeated(new Entry(ProtoType.of(map.key()), value));
                }
                case Shape.Scalar _, Shape.EnumOf _, Shape.RecordOf _, Shape.SealedOf _ ->
                    new Single(ProtoType.of(shape));
            };
        }

        /** What it is made of. */
        default List<ProtoType> types() {
            return switch (this) {
                case Single(ProtoType type) -> List.of(type);
                case Repeated(ProtoType type) -> List.of(type);
                case Mapped(Plain key, ProtoType value) -> List.of(key, value);
            };
        }
    }

    record Field(int number, String name, Content content) {}

    /** Of a value as a field. */
    static ProtoType of(Shape shape) {
        return switch (shape) {
            case Shape.Scalar scalar -> of(scalar);
            case Shape.EnumOf constants -> Enumeration.of(constants);
            case Shape.RecordOf components -> of(components);
            case Shape.SealedOf root -> new Root(root);
            case Shape.ListOf _, Shape.MapOf _, Shape.OptionalOf _ -> new Wrapper(Content.of(shape));
        };
    }

    /** Of a value as a whole payload, which is a message always. */
    static ProtoType payload(Shape shape) {
        return switch (shape) {
            case Shape.EnumOf constants -> new EnumMessage(Enumeration.of(constants));
            case Shape.RecordOf _, Shape.SealedOf _ -> of(shape);
            case Shape.Scalar _, Shape.ListOf _, Shape.MapOf _, Shape.OptionalOf _ -> new Wrapper(Content.of(shape));
        };
    }

    private static ProtoType of(Shape.Scalar scalar) {
        return switch (scalar) {
            case BOOLEAN -> Plain.BOOL;
            case INTEGER -> Plain.LONG;
            case CHARACTER -> Plain.CHAR;
            case FLOAT -> Plain.FLOAT;
            case DOUBLE -> Plain.DOUBLE;
            case TEXT -> Plain.STRING;
            case BYTES -> Plain.BYTES;
            case UUID -> Plain.UUID;
            case INSTANT -> Plain.INSTANT;
            case DURATION -> Plain.DURATION;
            case DECIMAL -> Part.DECIMAL;
            case REF -> Part.REF;
            case ITEM -> Plain.ITEM;
        };
    }

    /** The shape of an enum that is a leaf is made anew for each root, and would be as many messages. */
    private static ProtoType of(Shape.RecordOf shape) {
        List<Shape.Entry> components = shape.components().all();
        boolean isEnum = components.size() == 1
                && components.getFirst().id() == Fields.WRAPPED
                && components.getFirst().shape() instanceof Shape.EnumOf constants
                && constants.name().equals(shape.name());
        return isEnum
                ? new EnumMessage(
                        Enumeration.of((Shape.EnumOf) components.getFirst().shape()))
                : new Components(shape);
    }

    /** All that payloads of these shapes are made of, in the order in which it is found. */
    static Set<ProtoType> reachedFrom(Collection<Shape> payloads) {
        Set<ProtoType> reached = new LinkedHashSet<>();
        Deque<ProtoType> waiting = new ArrayDeque<>();
        payloads.forEach(shape -> waiting.add(payload(shape)));
        while (!waiting.isEmpty()) {
            ProtoType next = waiting.remove();
            if (reached.add(next)) {
                next.fields().forEach(field -> waiting.addAll(field.content().types()));
            }
        }
        return reached;
    }

    /** Those of a message; none of what is no message, and of the parts, which are known. */
    default List<Field> fields() {
        return switch (this) {
            case Plain _, Part _, Enumeration _ -> List.of();
            case Components(Shape.RecordOf shape) -> fields(shape.components());
            case Root(Shape.SealedOf shape) -> fields(shape.leaves());
            case EnumMessage(Enumeration constants) -> List.of(single(Fields.WRAPPED, "constant", constants));
            case Wrapper(Content content) -> List.of(new Field(Fields.WRAPPED, "value", content));
            case Entry(ProtoType key, ProtoType value) ->
                List.of(single(Fields.KEY, "key", key), single(Fields.VALUE, "value", value));
        };
    }

    private static Field single(int number, String name, ProtoType type) {
        return new Field(number, name, new Content.Single(type));
    }

    private static List<Field> fields(Shape.Entries entries) {
        List<Field> fields = new ArrayList<>();
        for (Shape.Entry entry : entries.all()) {
            String own = entry.name().substring(entry.name().lastIndexOf('.') + 1); // a leaf says where it is nested
            fields.add(new Field(Fields.of(entry.id()), own, Content.of(entry.shape())));
        }
        fields.sort(Comparator.comparingInt(Field::number));
        return fields;
    }
}
