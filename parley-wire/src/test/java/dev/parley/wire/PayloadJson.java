package dev.parley.wire;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A value as the vector files show it. */
final class PayloadJson {

    private PayloadJson() {}

    static @Nullable Object of(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Optional<?> optional -> of(optional.orElse(null));
            case Long number -> number;
            case Integer number -> (long) number;
            case Boolean truth -> truth;
            case byte[] bytes -> HexFormat.of().formatHex(bytes);
            case Collection<?> collection -> list(collection);
            case Map<?, ?> map -> pairs(map);
            case Shop.Command.Signal signal -> leaf(signal);
            case Shop.Post.Signal signal -> leaf(signal);
            case Enum<?> constant -> constant.name();
            case Record record -> record(record);
            default -> value.toString();
        };
    }

    private static Map<String, @Nullable Object> leaf(Enum<?> constant) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("leaf", nameOf(constant.getDeclaringClass()));
        json.put("constant", constant.name());
        return json;
    }

    private static String nameOf(Class<?> type) {
        return MessageNames.nameOf(type).substring("Shop.".length());
    }

    private static List<@Nullable Object> list(Collection<?> collection) {
        List<@Nullable Object> json = new ArrayList<>();
        collection.forEach(each -> json.add(of(each)));
        return json;
    }

    private static List<@Nullable Object> pairs(Map<?, ?> map) {
        List<@Nullable Object> json = new ArrayList<>();
        map.forEach((key, value) -> json.add(list(List.of(key, value))));
        return json;
    }

    private static Map<String, @Nullable Object> record(Record record) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        if (record instanceof Shop.Command || record instanceof Shop.Outcome<?> || record instanceof Shop.Post) {
            json.put("leaf", nameOf(record.getClass()));
        }
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            try {
                json.put(component.getName(), of(component.getAccessor().invoke(record)));
            } catch (ReflectiveOperationException hidden) {
                throw new LinkageError(component.toString(), hidden);
            }
        }
        return json;
    }
}
