package dev.parley.wire;

import java.lang.reflect.RecordComponent;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A frame as the vector files show it: u64 as 16 hexadecimal digits, bytes as hexadecimal text, absent as null. */
final class FrameJson {

    private FrameJson() {}

    static String typeOf(Frame frame) {
        return switch (frame) {
            case Frame.LaneAt _ -> "LANE-AT";
            case Frame.Refusal _ -> "ERROR";
            default -> frame.getClass().getSimpleName().toUpperCase(Locale.ROOT);
        };
    }

    static Map<String, @Nullable Object> of(Frame frame) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("type", typeOf(frame));
        json.putAll(record((Record) frame));
        return json;
    }

    private static Map<String, @Nullable Object> record(Record record) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            try {
                Object value = component.getAccessor().invoke(record);
                if (!component.getName().equals("codec") || !value.equals(Frame.CBOR)) {
                    json.put(component.getName(), value(value));
                }
            } catch (ReflectiveOperationException hidden) {
                throw new LinkageError(component.toString(), hidden);
            }
        }
        return json;
    }

    private static @Nullable Object value(Object value) {
        return switch (value) {
            case WireRef ref when ref.isNone() -> null;
            case WireSlot slot when slot.isNone() -> null;
            case Record record -> record(record);
            case List<?> list -> list.stream().map(FrameJson::value).toList();
            case Long number -> HexFormat.of().toHexDigits(number);
            case Integer number -> (long) number;
            case WireBytes bytes -> HexFormat.of().formatHex(bytes.array());
            case WireError error -> (long) error.number();
            case Frame.EndReason reason -> (long) reason.number();
            case SpawnPolicy.Strategy strategy -> (long) strategy.number();
            default -> value;
        };
    }
}
