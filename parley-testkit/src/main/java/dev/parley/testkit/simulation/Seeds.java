package dev.parley.testkit.simulation;

import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Runs a scenario with many seeds: 1 to 200, or to 2,000 where {@code -Dparley.full=true}. {@code -Dparley.seeds=N}
 * sets the number, {@code -Dparley.seed=N} runs that one alone. The seeds are the same in every build, so a build
 * does not fail by chance; every 16th runs twice, and must leave the same trace.
 *
 * <p>Failure: the first seed that fails ends it with a {@link SeedFailure}, see {@link Search}. A property that is no
 * number is refused with an {@link IllegalArgumentException}.
 */
public final class Seeds {
    private static final int USUAL = 200;
    private static final int FULL = 2_000;

    private Seeds() {}

    /** How many seeds a scenario runs with; one when a single seed was asked for. */
    public static int count() {
        if (only().isPresent()) {
            return 1;
        }
        OptionalLong count = number("parley.seeds", System.getProperty("parley.seeds"));
        return Math.toIntExact(count.orElse(Boolean.getBoolean("parley.full") ? FULL : USUAL));
    }

    private static OptionalLong only() {
        return number("parley.seed", System.getProperty("parley.seed"));
    }

    /** What a property says, if it is set. */
    static OptionalLong number(String property, @Nullable String text) {
        try {
            return text == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(text.strip()));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("-D" + property + "=" + text + " is no whole number", e);
        }
    }

    /** Runs {@code scenario} with each seed, in a simulation of its own. */
    public static void forEach(Scenario scenario) {
        run(scenario, count(), caller());
    }

    /** The same, for a scenario too dear for the usual number of seeds. */
    public static void forEach(Scenario scenario, int count) {
        run(scenario, count, caller());
    }

    /** Runs one trial again; what it throws passes through. For tests that keep what a seed has found. */
    public static void replay(Trial trial, Scenario scenario) throws Exception {
        try (Simulation simulation = Simulation.of(trial)) {
            simulation.play(scenario);
        }
    }

    private static void run(Scenario scenario, int count, String test) {
        new Search(only(), count, test, "simulation -> { /* as in " + test + " */ }").run(scenario);
    }

    /** The test that is running; where none is found, whatever called, for the report to say. */
    private static String caller() {
        return StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
                .walk(frames -> {
                    List<StackWalker.StackFrame> callers = frames.filter(
                                    frame -> frame.getDeclaringClass() != Seeds.class)
                            .toList();
                    return callers.stream()
                            .filter(Seeds::isTest)
                            .findFirst()
                            .or(() -> callers.stream().findFirst());
                })
                .map(frame -> frame.getClassName() + "#" + method(frame.getMethodName()))
                .orElse("*");
    }

    /** By name: whoever runs simulations without JUnit does not need it for this. */
    private static boolean isTest(StackWalker.StackFrame frame) {
        return Stream.of(frame.getDeclaringClass().getDeclaredMethods())
                .filter(method -> method.getName().equals(frame.getMethodName()))
                .flatMap(method -> Stream.of(method.getAnnotations()))
                .anyMatch(found -> found.annotationType().getName().startsWith("org.junit."));
    }

    /** The method that a lambda was written in: {@code lambda$NAME$0}. */
    private static String method(String name) {
        return name.startsWith("lambda$") ? name.substring("lambda$".length(), name.lastIndexOf('$')) : name;
    }
}
