package dev.parley.testkit.simulation;

import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Values as the Java expressions that make them: records of this package, and what they are made of. */
final class JavaText {
    private JavaText() {}

    /** A plan, one episode a line. */
    static String of(FaultPlan plan) {
        return plan.episodes().stream()
                .map(JavaText::value)
                .collect(Collectors.joining(",\n        ", "FaultPlan.of(\n        ", ")"))
                .replace("(\n        )", "()");
    }

    private static String value(Object value) {
        return switch (value) {
            case String text -> '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
            case Duration time -> duration(time);
            case Long number -> number + "L";
            case List<?> list -> list.stream().map(JavaText::value).collect(Collectors.joining(", ", "List.of(", ")"));
            case Record parts ->
                Stream.of(parts.getClass().getRecordComponents())
                        .map(part -> value(read(parts, part)))
                        .collect(Collectors.joining(", ", "new " + name(parts.getClass()) + "(", ")"));
            default -> value.toString();
        };
    }

    private static String duration(Duration time) {
        if (time.equals(Episode.FOREVER)) {
            return "Episode.FOREVER";
        }
        if (time.isZero()) {
            return "Duration.ZERO";
        }
        if (time.equals(Duration.ofSeconds(time.toSeconds()))) {
            return "Duration.ofSeconds(" + time.toSeconds() + ")";
        }
        return time.equals(Duration.ofMillis(time.toMillis()))
                ? "Duration.ofMillis(" + time.toMillis() + "L)"
                : "Duration.ofNanos(" + time.toNanos() + "L)";
    }

    private static String name(Class<?> type) {
        Class<?> outer = type.getEnclosingClass();
        return outer == null ? type.getSimpleName() : outer.getSimpleName() + "." + type.getSimpleName();
    }

    private static Object read(Record from, RecordComponent part) {
        try {
            return part.getAccessor().invoke(from);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("a public record does not show " + part, e);
        }
    }
}
