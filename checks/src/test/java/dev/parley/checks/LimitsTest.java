package dev.parley.checks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.SystemConfig;
import dev.parley.remote.LinkConfig;
import dev.parley.wire.CodecLimits;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/LIMITS.md says what the code says, and leaves nothing out. */
class LimitsTest {
    private static final Pattern ROW =
            Pattern.compile("^\\| `([A-Za-z.]+)\\.([A-Za-z_]+)` \\| ([^|]+) \\|", Pattern.MULTILINE);
    private static final Pattern VALUE = Pattern.compile("([0-9,]+)(?: (KiB|MiB|s|ms|bytes?|messages))?");
    private static final Pattern RATE = Pattern.compile("([0-9,]+) a second, ([0-9,]+) at once");
    private static final Pattern CONSTANT =
            Pattern.compile("MAX|MAX_.*|MOST|MOST_.*|LONGEST|LONGEST_.*|FARTHEST|FARTHEST_.*|LIMIT|MIN_KEY_BYTES");

    /** What is called a limit and is none of a user's business. */
    private static final Map<String, String> NOT_SHOWN = Map.ofEntries(
            Map.entry("TimeCodecs.MAX_NANOS", "the range of a field"),
            Map.entry("Parts.MOST_NANOS", "the range of a field"),
            Map.entry("RefCodec.MAX_HOST_BYTES", "the same as in WireNode"),
            Map.entry("RefCodec.MAX_PATH_BYTES", "the same as in WirePath"),
            Map.entry("LinkState.MAX_PAUSE_NANOS", "the same in another unit"),
            Map.entry("LinkState.MAX_DOUBLINGS", "how a pause grows to its limit"),
            Map.entry("WaitChase.LONGEST_NANOS", "how a pause grows to its limit"),
            Map.entry("Slice.MAX_UNCHECKED", "how often a clock is read"),
            Map.entry("Batch.MOST_UNTIMED", "how often a clock is read"),
            Map.entry("Sampler.MAX_RESCUES", "of the dispatcher's own threads"),
            Map.entry("Sampler.MAX_PERIOD_NANOS", "of the dispatcher's own threads"),
            Map.entry("LocalSystem.MAX_DEPTH", "ActorAddress.MAX_DEPTH without what a node puts before it"));

    /** A row of a table: what is limited, and how it reads. */
    private record Limit(String type, String name, String shown) {
        String title() {
            return type + "." + name;
        }
    }

    @Test
    void theValuesAreThoseOfTheCode() throws IOException, ReflectiveOperationException {
        List<Limit> limits = limits();
        assertThat(limits).hasSizeGreaterThan(40).doesNotHaveDuplicates();
        Map<String, Object> shown = new LinkedHashMap<>();
        Map<String, Object> real = new LinkedHashMap<>();
        for (Limit limit : limits) {
            Object value = value(limit);
            real.put(limit.title(), value instanceof Number number ? number.longValue() : value);
            shown.put(limit.title(), parsed(limit.shown()));
        }

        assertThat(shown).isEqualTo(real);
    }

    @Test
    void everyLimitThatCanBeSetIsThere() throws IOException {
        List<String> settable = Stream.of(
                        SystemConfig.class, LinkConfig.class, LinkConfig.Rates.class, CodecLimits.class)
                .flatMap(type -> Arrays.stream(type.getRecordComponents())
                        .map(component -> nested(type) + "." + component.getName()))
                .filter(title -> !title.equals("SystemConfig.name") && !title.equals("LinkConfig.rates"))
                .toList();

        assertThat(limits()).extracting(Limit::title).containsAll(settable);
    }

    @Test
    void everyLimitThatIsFixedIsThereOrHasAReasonNotToBe() throws IOException, ReflectiveOperationException {
        List<String> fixed = new ArrayList<>();
        for (Class<?> type : types()) {
            for (Field field : type.getDeclaredFields()) {
                boolean constant = Modifier.isStatic(field.getModifiers())
                        && Modifier.isFinal(field.getModifiers())
                        && CONSTANT.matcher(field.getName()).matches();
                if (constant && field.getType().isPrimitive()) {
                    fixed.add(nested(type) + "." + field.getName());
                }
            }
        }

        assertThat(fixed).hasSizeGreaterThan(20).containsAll(NOT_SHOWN.keySet());
        fixed.removeAll(NOT_SHOWN.keySet());
        assertThat(limits()).extracting(Limit::title).containsAll(fixed);
    }

    private static List<Limit> limits() throws IOException {
        return ROW.matcher(Files.readString(Reactor.root().resolve("docs/LIMITS.md")))
                .results()
                .map(LimitsTest::limit)
                .toList();
    }

    private static Limit limit(MatchResult row) {
        return new Limit(row.group(1), row.group(2), row.group(3));
    }

    private static Object parsed(String text) {
        Matcher rate = RATE.matcher(text.strip());
        if (rate.matches()) {
            return new LinkConfig.Rate(number(rate.group(1)), number(rate.group(2)));
        }
        MatchResult value = VALUE.matcher(text).results().findFirst().orElseThrow(() -> new AssertionError(text));
        long number = Long.parseLong(value.group(1).replace(",", ""));
        String unit = value.group(2) == null ? "" : value.group(2);
        return switch (unit) {
            case "KiB" -> number << 10;
            case "MiB" -> number << 20;
            case "s" -> Duration.ofSeconds(number);
            default -> number;
        };
    }

    private static int number(String text) {
        return Integer.parseInt(text.replace(",", ""));
    }

    /** A constant, a component of a record's defaults, or of what another factory of the record gives. */
    private static Object value(Limit limit) throws IOException, ReflectiveOperationException {
        for (Class<?> type : types()) {
            if (nested(type).equals(limit.type())) {
                return type.isRecord()
                                && !CONSTANT.matcher(limit.name()).matches()
                                && !limit.name().startsWith("MIN")
                        ? component(type, "defaults", limit.name())
                        : constant(type, limit.name());
            }
            if (limit.type().startsWith(nested(type) + ".") && hasFactory(type, limit.type())) {
                return component(type, limit.type().substring(nested(type).length() + 1), limit.name());
            }
        }
        throw new AssertionError("there is no " + limit.title());
    }

    private static boolean hasFactory(Class<?> type, String name) {
        return type.isRecord()
                && Arrays.stream(type.getDeclaredMethods())
                        .anyMatch(method -> name.equals(nested(type) + "." + method.getName()));
    }

    private static Object component(Class<?> type, String factory, String name) throws ReflectiveOperationException {
        Method made = type.getDeclaredMethod(factory);
        made.setAccessible(true);
        Method accessor = type.getDeclaredMethod(name);
        accessor.setAccessible(true);
        return accessor.invoke(made.invoke(null));
    }

    private static Object constant(Class<?> type, String name) throws ReflectiveOperationException {
        Field field = type.getDeclaredField(name);
        field.setAccessible(true);
        return field.get(null);
    }

    private static String nested(Class<?> type) {
        return type.getName().substring(type.getPackageName().length() + 1).replace('$', '.');
    }

    /** All classes of what is published but the test kit; none is initialized. */
    private static List<Class<?>> types() throws IOException, ReflectiveOperationException {
        List<Class<?>> types = new ArrayList<>();
        for (String module : Reactor.PUBLISHED) {
            Path root = Reactor.classes(module);
            for (Path file : module.equals("parley-testkit") ? List.<Path>of() : Reactor.classFiles(module)) {
                String name = root.relativize(file).toString().replace('/', '.').replace(".class", "");
                if (!name.endsWith("package-info")) {
                    types.add(Class.forName(name, false, LimitsTest.class.getClassLoader()));
                }
            }
        }
        return types;
    }
}
