package dev.parley.wire;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What the code for a record type depends on, besides the type: which of its components are written directly, and the
 * keys of their entries.
 *
 * @param kinds of the components, in their order
 * @param ids of the components, in their order
 */
record RecordShape(List<Kind> kinds, List<Integer> ids) {

    /** How a component is written and read. */
    enum Kind {
        BYTE(byte.class),
        SHORT(short.class),
        INT(int.class),
        LONG(long.class),
        CHAR(char.class),
        BOOLEAN(boolean.class),
        FLOAT(float.class),
        DOUBLE(double.class),
        TEXT(String.class),
        /** By the codec of the field. */
        OTHER(Object.class);

        private final Class<?> type;

        Kind(Class<?> type) {
            this.type = type;
        }

        /** What the accessor gives and the constructor takes, as far as our code sees it. */
        Class<?> type() {
            return type;
        }

        /** Whether null is a value. */
        boolean isReference() {
            return this == TEXT || this == OTHER;
        }

        /** Of a component of this class, if nothing but the JDK's own codec serves it. */
        static Kind of(Class<?> component) {
            for (Kind kind : values()) {
                if (kind.type == component && kind != OTHER) {
                    return kind;
                }
            }
            return OTHER;
        }
    }

    /** Of the fields of a record; an extension for a class of the JDK goes before what is written directly. */
    static RecordShape of(List<FieldCodec> fields) {
        List<Kind> kinds = fields.stream()
                .map(field -> field.codec().equals(ScalarCodecs.of(field.type())) ? Kind.of(field.type()) : Kind.OTHER)
                .toList();
        return new RecordShape(kinds, fields.stream().map(FieldCodec::id).toList());
    }

    /** The places of the components, in the order of their entries: ids ascend. */
    List<Integer> byId() {
        return IntStream.range(0, ids.size())
                .boxed()
                .sorted(Comparator.comparing(ids::get))
                .toList();
    }
}
