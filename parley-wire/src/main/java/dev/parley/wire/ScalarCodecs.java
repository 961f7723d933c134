package dev.parley.wire;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The types that are one item each and come with the JDK. */
final class ScalarCodecs {

    private static final Map<Class<?>, ValueCodec<?>> BY_CLASS = new HashMap<>();

    /** Zero and false: what a missing primitive is. */
    private static final Map<Class<?>, Object> ZEROS = new HashMap<>();

    static {
        primitive(
                byte.class,
                Byte.class,
                (byte) 0,
                new Scalar<>(Shape.Scalar.INTEGER, (v, out) -> out.writeLong(v), CborReader::readByte));
        primitive(
                short.class,
                Short.class,
                (short) 0,
                new Scalar<>(Shape.Scalar.INTEGER, (v, out) -> out.writeLong(v), CborReader::readShort));
        primitive(
                int.class,
                Integer.class,
                0,
                new Scalar<>(Shape.Scalar.INTEGER, (v, out) -> out.writeLong(v), CborReader::readInt));
        primitive(
                long.class,
                Long.class,
                0L,
                new Scalar<>(Shape.Scalar.INTEGER, (v, out) -> out.writeLong(v), CborReader::readLong));
        primitive(
                char.class,
                Character.class,
                '\0',
                new Scalar<>(Shape.Scalar.CHARACTER, (v, out) -> out.writeLong(v), CborReader::readChar));
        primitive(
                boolean.class,
                Boolean.class,
                false,
                new Scalar<>(Shape.Scalar.BOOLEAN, (v, out) -> out.writeBoolean(v), CborReader::readBoolean));
        primitive(
                double.class,
                Double.class,
                0.0,
                new Scalar<>(Shape.Scalar.DOUBLE, (v, out) -> out.writeDouble(v), CborReader::readDouble));
        primitive(
                float.class,
                Float.class,
                0.0f,
                new Scalar<>(Shape.Scalar.FLOAT, (v, out) -> out.writeFloat(v), CborReader::readFloat));
        BY_CLASS.put(
                String.class,
                new Scalar<String>(Shape.Scalar.TEXT, (v, out) -> out.writeText(v), CborReader::readText));
        BY_CLASS.put(
                byte[].class,
                new Scalar<byte[]>(Shape.Scalar.BYTES, (v, out) -> out.writeBytes(v), CborReader::readBytes));
        BY_CLASS.put(
                Instant.class, new Scalar<>(Shape.Scalar.INSTANT, TimeCodecs::writeInstant, TimeCodecs::readInstant));
        BY_CLASS.put(
                Duration.class,
                new Scalar<>(Shape.Scalar.DURATION, TimeCodecs::writeDuration, TimeCodecs::readDuration));
        BY_CLASS.put(UUID.class, new Scalar<>(Shape.Scalar.UUID, ScalarCodecs::writeUuid, ScalarCodecs::readUuid));
        BY_CLASS.put(BigDecimal.class, new DecimalCodec());
    }

    private ScalarCodecs() {}

    /** The codec of a class, if it is a scalar. */
    static @Nullable ValueCodec<?> of(Class<?> type) {
        return BY_CLASS.get(type);
    }

    /** Zero or false for a primitive; null for anything else. */
    static @Nullable Object zeroOf(Class<?> type) {
        return ZEROS.get(type);
    }

    private interface Writing<T> {
        void write(T value, CborWriter out) throws WireException;
    }

    private interface Reading<T> {
        T read(CborReader in) throws WireException;
    }

    private record Scalar<T>(Shape.Scalar shape, Writing<T> writing, Reading<T> reading) implements ValueCodec<T> {

        @Override
        public void write(T value, CborWriter out) throws WireException {
            writing.write(value, out);
        }

        @Override
        public T read(CborReader in) throws WireException {
            return reading.read(in);
        }
    }

    private static <T> void primitive(Class<?> primitive, Class<T> box, T zero, Scalar<T> codec) {
        BY_CLASS.put(primitive, codec);
        BY_CLASS.put(box, new Scalar<>(codec.shape(), codec.writing(), in -> {
            in.charge(HeapEstimate.BOX_BYTES);
            return codec.read(in);
        }));
        ZEROS.put(primitive, zero);
    }

    private static void writeUuid(UUID value, CborWriter out) throws WireException {
        byte[] bytes = new byte[2 * Long.BYTES];
        BigEndian.putLong(bytes, 0, value.getMostSignificantBits());
        BigEndian.putLong(bytes, Long.BYTES, value.getLeastSignificantBits());
        out.writeBytes(bytes);
    }

    private static UUID readUuid(CborReader in) throws WireException {
        byte[] bytes = in.readBytes(2 * Long.BYTES);
        if (bytes.length != 2 * Long.BYTES) {
            throw in.refused(WireError.OUT_OF_RANGE, "a UUID of " + bytes.length + " bytes instead of 16");
        }
        return new UUID(BigEndian.longAt(bytes, 0), BigEndian.longAt(bytes, Long.BYTES));
    }
}
