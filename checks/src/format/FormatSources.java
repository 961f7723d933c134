import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.FormatterException;
import com.palantir.javaformat.java.JavaFormatterOptions;
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

/**
 * Formats every Java source below a directory, or says which ones are not formatted. The build starts it from source,
 * one process for all modules: {@code FormatSources.java check|write DIRECTORY}.
 */
final class FormatSources {
    private static final Set<String> SKIPPED_DIRECTORIES = Set.of("target", "node_modules");

    private final Formatter formatter = Formatter.createFormatter(JavaFormatterOptions.builder()
            .style(JavaFormatterOptions.Style.PALANTIR)
            .build());
    private final boolean write;

    private FormatSources(boolean write) {
        this.write = write;
    }

    public static void main(String[] args) throws IOException {
        if (args.length != 2 || !Set.of("check", "write").contains(args[0])) {
            throw new IllegalArgumentException("usage: FormatSources.java check|write DIRECTORY");
        }
        FormatSources run = new FormatSources(args[0].equals("write"));
        List<String> changed = sourcesBelow(Path.of(args[1])).parallelStream()
                .filter(run::changes)
                .map(Path::toString)
                .sorted()
                .toList();
        changed.forEach(file -> System.out.println((run.write ? "formatted " : "not formatted: ") + file));
        if (!run.write && !changed.isEmpty()) {
            System.out.println("Repair: mvn -N -Pformat process-sources");
            System.exit(1);
        }
    }

    private boolean changes(Path file) {
        try {
            String before = Files.readString(file);
            String after = formatter.formatSourceAndFixImports(before);
            boolean changed = !after.equals(before);
            if (changed && write) {
                Files.writeString(file, after);
            }
            return changed;
        } catch (FormatterException e) {
            throw new IllegalStateException(file + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }

    private static List<Path> sourcesBelow(Path directory) throws IOException {
        List<Path> sources = new ArrayList<>();
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) {
                String name = dir.normalize().getFileName() == null
                        ? ""
                        : dir.getFileName().toString();
                boolean skip = SKIPPED_DIRECTORIES.contains(name) || name.startsWith(".") && name.length() > 2;
                return skip ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (file.toString().endsWith(".java")) {
                    sources.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return sources;
    }
}
