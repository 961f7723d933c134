package dev.parley.testkit.simulation;

import dev.parley.testkit.history.Violation;
import java.util.Set;
import java.util.stream.Stream;

/** What a failure is called, so that it can be recognised after everything about it has become smaller. */
final class FailureKind {
    /** What tests call and that fails in their name. */
    private static final Set<String> OF_THE_KIT = Set.of(
            "dev.parley.testkit.ActorTestKit",
            "dev.parley.testkit.SimulatedCluster",
            "dev.parley.testkit.SimulatedWorld",
            "dev.parley.testkit.TestProbe");

    private FailureKind() {}

    /** The kind of a violation; of anything else its type and the place in the test where it was thrown. */
    static String of(Throwable thrown) {
        return switch (thrown) {
            case Violation violation -> violation.kind();
            case BrokenInvariant broken when broken.getCause() != null -> of(broken.getCause());
            case SimulationError error when error.getCause() != null -> of(error.getCause());
            default -> typeAndPlace(thrown);
        };
    }

    private static String typeAndPlace(Throwable thrown) {
        String type = thrown.getClass().getSimpleName();
        return Stream.of(thrown.getStackTrace())
                .filter(FailureKind::isOfTheTest)
                .findFirst()
                .map(frame -> type + " in " + simpleName(frame.getClassName()) + "." + frame.getMethodName())
                .orElse(type);
    }

    private static boolean isOfTheTest(StackTraceElement frame) {
        String name = frame.getClassName();
        return !name.startsWith("java.")
                && !name.startsWith("jdk.")
                && !name.startsWith("org.assertj.")
                && !name.startsWith("org.junit.")
                && !name.startsWith("org.apache.maven.")
                && !name.startsWith("dev.parley.testkit.simulation.")
                && !OF_THE_KIT.contains(name);
    }

    private static String simpleName(String className) {
        return className.substring(className.lastIndexOf('.') + 1);
    }
}
