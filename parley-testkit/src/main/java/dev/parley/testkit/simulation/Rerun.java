package dev.parley.testkit.simulation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How a test is run once more with one seed: by Maven, from the folder that holds all modules, by Gradle, or by hand.
 *
 * @param directory of the module that the test is in
 * @param test class and method, separated by {@code #}
 */
record Rerun(Path directory, String test) {
    /** For the module that runs now. */
    static Rerun here(String test) {
        return new Rerun(Path.of(System.getProperty("basedir", "")).toAbsolutePath(), test);
    }

    /** The command. */
    String command(long seed) {
        if (Files.exists(directory.resolve("pom.xml"))) {
            return maven() + " -Dparley.seed=" + seed;
        }
        if (Files.exists(directory.resolve("build.gradle")) || Files.exists(directory.resolve("build.gradle.kts"))) {
            return "gradle test --tests '" + test.replace('#', '.') + "' -Dparley.seed=" + seed;
        }
        return "run " + test + " with -Dparley.seed=" + seed;
    }

    private String maven() {
        Path root = root();
        if (root.equals(directory)) {
            return "mvn test '-Dtest=" + test + "'";
        }
        String module = root.relativize(directory).toString().replace('\\', '/');
        return "mvn -pl " + module + " -am test '-Dtest=" + test + "' -Dsurefire.failIfNoSpecifiedTests=false";
    }

    /** The highest folder from which the module is built. */
    private Path root() {
        Path root = directory;
        Path parent = root.getParent();
        while (parent != null && lists(parent.resolve("pom.xml"), root.getFileName())) {
            root = parent;
            parent = root.getParent();
        }
        return root;
    }

    private static boolean lists(Path pom, Path module) {
        try {
            return Files.exists(pom) && Files.readString(pom).contains("<module>" + module + "</module>");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + pom, e);
        }
    }
}
