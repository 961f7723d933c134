package dev.parley.cli.demo;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How to start another process from the same JDK and the same jars as this one. */
final class Installation {
    private static final String MAIN = "dev.parley.cli.Main";

    /** As in the launcher. */
    private static final List<String> OPTIONS =
            List.of("-Xshare:auto", "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=deny");

    private Installation() {}

    /** The command line of {@code parley} with these arguments. */
    static List<String> command(List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(OPTIONS);
        command.add("-cp");
        command.add(classPath());
        command.add(MAIN);
        command.addAll(arguments);
        return command;
    }

    /** Absolute, because the other process may have another working directory. */
    private static String classPath() {
        String paths = System.getProperty("java.class.path");
        return Stream.of(paths.split(File.pathSeparator))
                .map(path -> Path.of(path).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }
}
