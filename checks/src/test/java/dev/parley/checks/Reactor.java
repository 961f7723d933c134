package dev.parley.checks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Where the modules of this build are. Immutable. */
final class Reactor {
    /** In the order of the arrows: a module knows only modules before it. */
    static final List<String> PUBLISHED = List.of(
            "parley-wire",
            "parley-actor",
            "parley-remote",
            "parley-testkit",
            "parley-cluster",
            "parley-dashboard",
            "parley-json",
            "parley-protobuf",
            "parley-metrics");

    private static final Set<String> NOT_OURS = Set.of("target", "node_modules", ".git", ".idea", ".vscode");

    private static final Path ROOT = findRoot();

    private Reactor() {}

    static Path root() {
        return ROOT;
    }

    /** The class files of one module's main sources; the build has compiled them before this module runs. */
    static Path classes(String module) {
        Path classes = ROOT.resolve(module).resolve("target/classes");
        if (!Files.isDirectory(classes)) {
            throw new IllegalStateException(classes + " is missing; run the checks as: mvn test -pl checks -am");
        }
        return classes;
    }

    static List<Path> classFiles(String module) {
        try (Stream<Path> files = Files.walk(classes(module))) {
            return files.filter(file -> file.toString().endsWith(".class"))
                    .filter(file -> !file.endsWith("module-info.class"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every file of the project that people wrote, build output left out; sorted. */
    static List<Path> files() {
        List<Path> files = new ArrayList<>();
        try {
            Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                    boolean skip = NOT_OURS.contains(directory.getFileName().toString());
                    return skip ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    files.add(file);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files.stream().sorted().toList();
    }

    private static Path findRoot() {
        Path directory = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(directory.resolve(".mvn"))) {
            directory = directory.getParent();
            if (directory == null) {
                throw new IllegalStateException("no directory above the working directory holds .mvn");
            }
        }
        return directory;
    }
}
