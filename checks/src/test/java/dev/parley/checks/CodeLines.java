package dev.parley.checks;

import java.util.List;

/** Counts the lines of a Java source that are neither blank nor only comment. */
final class CodeLines {
    private CodeLines() {}

    static int count(List<String> lines) {
        int count = 0;
        boolean inComment = false;
        for (String line : lines) {
            String text = line.strip();
            boolean opens = text.startsWith("/*");
            if (!inComment && !opens && !text.isEmpty() && !text.startsWith("//")) {
                count++;
            }
            inComment = (inComment || opens) && !text.contains("*/");
        }
        return count;
    }
}
