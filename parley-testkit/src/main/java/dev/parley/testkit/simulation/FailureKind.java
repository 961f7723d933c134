package dev.parley.testkit.simulation;

import dev.parley.testkit.history.Violation;
import dev.parley.testkit.simulation.Outcome.Failed;
import java.util.List;
import java.util.Optional;
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

    /** Where a request of a test fails, or another call of a node. */
    private static final List<String> PARLEYS = List.of("dev.parley.spi.", "dev.parley.kernel.", "dev.parley.remote.");

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
        return place(thrown)
                .map(frame -> type + " in " + simpleName(frame.getClassName()) + "." + frame.getMethodName())
                .orElse(type);
    }

    /**
     * Whether two failures are one for who makes a run smaller: of one kind, and thrown in the same line. A test has
     * many assertions, and to break another one is to show something else.
     */
    static boolean areAlike(Failed one, Failed other) {
        return one.kind().equals(other.kind()) && line(one.cause()) == line(other.cause());
    }

    private static int line(Throwable thrown) {
        return switch (thrown) {
            case Violation _ -> 0; // its kind says all
            case BrokenInvariant broken when broken.getCause() != null -> line(broken.getCause());
            case SimulationError error when error.getCause() != null -> line(error.getCause());
            default -> place(thrown).map(StackTraceElement::getLineNumber).orElse(0);
        };
    }

    /** Where the test was, or, where it does not stand in the stack, where Parley was. */
    private static Optional<StackTraceElement> place(Throwable thrown) {
        List<StackTraceElement> frames = Stream.of(thrown.getStackTrace())
                .filter(FailureKind::isOfTheTest)
                .toList();
        return frames.stream()
                .filter(frame -> PARLEYS.stream().noneMatch(frame.getClassName()::startsWith))
                .findFirst()
                .or(() -> frames.stream().findFirst());
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
