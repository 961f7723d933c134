package dev.parley.checks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Relative links of Markdown files: the file is there, and so is the heading. Other hosts are not asked. */
final class MarkdownLinks {
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)(?:\\s+\"[^\"]*\")?\\)");
    private static final Pattern CODE_SPAN = Pattern.compile("`[^`]*`");
    private static final Pattern SCHEME = Pattern.compile("[a-z][a-z0-9+.-]*:.*");

    private MarkdownLinks() {}

    static List<Finding> findings(Path root, Path file, String text) {
        List<Finding> findings = new ArrayList<>();
        List<String> lines = text.lines().toList();
        boolean inCode = false;
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).strip().startsWith("```")) {
                inCode = !inCode;
            }
            if (inCode) {
                continue;
            }
            Matcher link = LINK.matcher(CODE_SPAN.matcher(lines.get(i)).replaceAll(""));
            while (link.find()) {
                String target = link.group(1);
                if (!SCHEME.matcher(target).matches() && !resolves(file, target)) {
                    findings.add(new Finding(
                            root.relativize(file).toString(), i + 1, "the link " + target + " leads nowhere"));
                }
            }
        }
        return findings;
    }

    private static boolean resolves(Path file, String target) {
        int hash = target.indexOf('#');
        String path = hash < 0 ? target : target.substring(0, hash);
        Path other = path.isEmpty() ? file : file.resolveSibling(path).normalize();
        if (!Files.exists(other)) {
            return false;
        }
        return hash < 0 || !other.toString().endsWith(".md") || anchors(other).contains(target.substring(hash + 1));
    }

    /** The anchors of the headings, as code hosts derive them. */
    private static List<String> anchors(Path file) {
        try {
            return Files.readString(file)
                    .lines()
                    .filter(line -> line.startsWith("#"))
                    .map(line -> line.replaceFirst("^#+ *", "").toLowerCase(Locale.ROOT))
                    .map(heading ->
                            heading.replaceAll("[^\\p{L}\\p{N} _-]", "").strip().replace(' ', '-'))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
