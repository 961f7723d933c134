package dev.parley.json;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Whether a message that the library has read says what a value of Java says; it knows nothing of how we write. */
final class Agreement {
    private Agreement() {}

    static boolean ofPayload(Object value, Message message) {
        boolean isMessage = value instanceof Record || value instanceof Enum<?>;
        return isMessage ? ofValue(value, message) : ofField(value, message, "value");
    }

    /** Also of messages in messages. */
    static boolean hasUnknownFields(Message message) {
        return !message.getUnknownFields().asMap().isEmpty()
                || message.getAllFields().values().stream()
                        .flatMap(value -> value instanceof List<?> list ? list.stream() : List.of(value).stream())
                        .anyMatch(value -> value instanceof Message inner && hasUnknownFields(inner));
    }

    private static boolean ofField(@Nullable Object value, Message message, String name) {
        FieldDescriptor field =
                Objects.requireNonNull(message.getDescriptorForType().findFieldByName(name), name);
        Object there = value instanceof Optional<?> optional ? optional.orElse(null) : value;
        if (field.isRepeated()) {
            List<?> elements = (List<?>) message.getField(field);
            return there instanceof Map<?, ?> map ? ofEntries(map, elements) : ofElements(there, elements);
        }
        return there == null
                ? !message.hasField(field)
                : message.hasField(field) && ofValue(there, message.getField(field));
    }

    private static boolean ofEntries(Map<?, ?> map, List<?> entries) {
        List<Map.Entry<?, ?>> left = new ArrayList<>(map.entrySet());
        return entries.size() == left.size()
                && entries.stream()
                        .map(Message.class::cast)
                        .allMatch(entry -> left.removeIf(
                                of -> ofPart(of.getKey(), entry, "key") && ofPart(of.getValue(), entry, "value")));
    }

    /** One that is there always, as an element of a list is. */
    private static boolean ofPart(Object value, Message entry, String name) {
        FieldDescriptor field = entry.getDescriptorForType().findFieldByName(name);
        return entry.hasField(field) && ofValue(value, entry.getField(field));
    }

    private static boolean ofElements(@Nullable Object elements, List<?> found) {
        List<Object> left = new ArrayList<>((Collection<?>) Objects.requireNonNull(elements));
        if (left.size() != found.size()) {
            return false;
        }
        if (elements instanceof List<?>) {
            for (int i = 0; i < found.size(); i++) {
                if (!ofValue(left.get(i), found.get(i))) {
                    return false;
                }
            }
            return true;
        }
        return found.stream().allMatch(element -> left.removeIf(of -> ofValue(of, element)));
    }

    private static boolean ofValue(Object value, Object found) {
        return switch (value) {
            case Record record -> ofRecord(record, leaf(record.getClass(), (Message) found));
            case Enum<?> constant -> ofConstant(constant, found);
            case Optional<?> _, Collection<?> _, Map<?, ?> _ -> ofField(value, (Message) found, "value");
            case Character unit -> found.equals((int) unit);
            case Float _, Double _, Boolean _, String _ -> value.equals(found);
            case Number number when !(number instanceof BigDecimal) -> found.equals(number.longValue());
            case byte[] bytes -> found.equals(ByteString.copyFrom(bytes));
            case UUID id -> found.equals(bytes(id));
            case BigDecimal decimal -> isDecimal(decimal, (Message) found);
            case Instant time -> time.equals(Instant.ofEpochSecond(seconds(found), nanos(found)));
            case Duration span -> span.equals(Duration.ofSeconds(seconds(found), nanos(found)));
            default -> throw new IllegalArgumentException(value.getClass().getName());
        };
    }

    /** The message of the leaf, where the message is that of its sealed interface. */
    private static Message leaf(Class<?> type, Message message) {
        if (message.getDescriptorForType().getRealOneofs().isEmpty()) {
            return message;
        }
        FieldDescriptor set = Objects.requireNonNull(message.getOneofFieldDescriptor(
                message.getDescriptorForType().getRealOneofs().getFirst()));
        return set.getName().equals(snake(type.getSimpleName())) ? (Message) message.getField(set) : message;
    }

    private static boolean ofRecord(Record record, Message message) {
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            if (!ofField(get(record, component), message, snake(component.getName()))) {
                return false;
            }
        }
        return true;
    }

    private static @Nullable Object get(Record record, RecordComponent component) {
        try {
            Method accessor = component.getAccessor();
            accessor.setAccessible(true);
            return accessor.invoke(record);
        } catch (ReflectiveOperationException impossible) {
            throw new LinkageError(component.toString(), impossible);
        }
    }

    private static boolean ofConstant(Enum<?> constant, Object found) {
        Class<?> type = constant.getDeclaringClass();
        return found instanceof Message message
                ? ofField(constant, leaf(type, message), "constant")
                : ((EnumValueDescriptor) found)
                        .getName()
                        .equals((snake(type.getSimpleName()) + "_" + constant.name()).toUpperCase(Locale.ROOT));
    }

    private static String snake(String name) {
        return name.replaceAll("([a-z])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }

    private static ByteString bytes(UUID id) {
        ByteBuffer bytes =
                ByteBuffer.allocate(16).putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
        return ByteString.copyFrom(bytes.flip());
    }

    private static Object part(Object message, String name) {
        Message parts = (Message) message;
        return parts.getField(parts.getDescriptorForType().findFieldByName(name));
    }

    private static long seconds(Object time) {
        return (long) part(time, "seconds");
    }

    private static int nanos(Object time) {
        return (int) part(time, "nanos");
    }

    private static boolean isDecimal(BigDecimal decimal, Message message) {
        ByteString digits = (ByteString) part(message, "unscaled");
        BigInteger unscaled = digits.isEmpty() ? BigInteger.ZERO : new BigInteger(digits.toByteArray());
        return decimal.unscaledValue().equals(unscaled)
                && part(message, "scale").equals(decimal.scale());
    }
}
