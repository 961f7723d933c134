package dev.parley.checks;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** One Java source, parsed but not resolved. Path relative to the project, with slashes. */
record JavaSource(String path, String text, CompilationUnitTree tree, SourcePositions positions) {
    static JavaSource parse(String path, String text) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        JavacTask task = (JavacTask)
                compiler.getTask(null, null, null, List.of("-proc:none"), null, List.of(new InMemory(path, text)));
        try {
            CompilationUnitTree tree = task.parse().iterator().next();
            return new JavaSource(path, text, tree, Trees.instance(task).getSourcePositions());
        } catch (IOException e) {
            throw new UncheckedIOException(path, e);
        }
    }

    boolean isTest() {
        return path.contains("/src/test/");
    }

    int firstLine(Tree part) {
        return Math.toIntExact(lines().getLineNumber(positions.getStartPosition(tree, part)));
    }

    int lastLine(Tree part) {
        return Math.toIntExact(lines().getLineNumber(positions.getEndPosition(tree, part)));
    }

    /** True for what the compiler adds by itself, such as the constructor of a record. */
    boolean isImplicit(Tree part) {
        return positions.getEndPosition(tree, part) < 0;
    }

    private LineMap lines() {
        return tree.getLineMap();
    }

    private static final class InMemory extends SimpleJavaFileObject {
        private final String text;

        InMemory(String path, String text) {
            super(URI.create("string:///" + path), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
