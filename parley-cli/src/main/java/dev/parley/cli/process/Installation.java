package dev.parley.cli.process;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How to start another process from the same JDK and the same jars as this one. */
public final class Installation {
    private static final String MAIN = "dev.parley.cli.Main";

    /** As in the launcher. */
    private static final List<String> OPTIONS =
            List.of("-Xshare:auto", "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=deny");

    private Installation() {}

    /** The command line of {@code parley} with these arguments. */
    public static List<String> command(List<String> arguments) {
        return command(List.of(), List.of(), arguments);
    }

    /**
     * The same with more options for the JVM, and with folders whose classes hide those of the installation.
     */
    public static List<String> command(List<String> jvmOptions, List<Path> inFront, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(OPTIONS);
        command.addAll(jvmOptions);
        command.add("-cp");
        command.add(classPath(inFront));
        command.add(MAIN);
        command.addAll(arguments);
        return command;
    }

    /** Absolute, because the other process may have another working directory. */
    private static String classPath(List<Path> inFront) {
        Stream<Path> installed = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of);
        return Stream.concat(inFront.stream(), installed)
                .map(path -> path.toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }
}
