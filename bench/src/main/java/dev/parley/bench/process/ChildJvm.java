package dev.parley.bench.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How this JVM starts another one that measures. */
public final class ChildJvm {
    /** The same on all sides; a fixed heap, so that its growth is not measured. */
    public static final List<String> FLAGS = List.of(
            "-Xms4g",
            "-Xmx4g",
            "-XX:+UseG1GC",
            "-XX:+AlwaysPreTouch", // the first touch of a page costs more than some messages
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Dslf4j.internal.verbosity=ERROR",
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=off");

    /** The exit code of a child whose parent is gone. */
    public static final int ORPHANED = 4;

    private ChildJvm() {}

    /** The command line of {@code main}, on the class path of this process. */
    public static List<String> command(Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(FLAGS);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        return command;
    }
}
