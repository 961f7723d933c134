package dev.parley.checks;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreeScanner;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The budgets and names of one Java source (DESIGN section 11). The limits here are those at which the build fails; the
 * aim is far lower: methods of 25 lines, files of 200 code lines, 4 parameters.
 */
final class JavaTidy extends TreeScanner<@Nullable Void, @Nullable Void> {
    static final int METHOD_LINES = 70;
    static final int FILE_CODE_LINES = 500;
    static final int PARAMETERS = 6;
    static final int LINE_CHARS = 120;

    private static final Set<String> BANNED_WORDS =
            Set.of("Impl", "Base", "Abstract", "Manager", "Helper", "Util", "Utils", "Info", "Data");
    private static final Pattern WORD = Pattern.compile("[A-Z][a-z0-9]*");
    private static final Pattern GETTER = Pattern.compile("get[A-Z].*");
    private static final Pattern SLEEP = Pattern.compile(
            "(java\\.lang\\.)?Thread\\.sleep" + "|(.*\\.)?((NANO|MICRO|MILLI)?SECONDS|MINUTES|HOURS|DAYS)\\.sleep");

    private final JavaSource source;
    private final List<Finding> findings = new ArrayList<>();
    private boolean inRecord;

    private JavaTidy(JavaSource source) {
        this.source = source;
    }

    static List<Finding> findings(JavaSource source) {
        JavaTidy tidy = new JavaTidy(source);
        tidy.checkLines();
        tidy.scan(source.tree(), null);
        return tidy.findings;
    }

    @Override
    public @Nullable Void visitClass(ClassTree type, @Nullable Void nothing) {
        WORD.matcher(type.getSimpleName())
                .results()
                .map(word -> word.group())
                .filter(BANNED_WORDS::contains)
                .forEach(word -> add(
                        type,
                        type.getSimpleName().toString(),
                        "a name with " + word + " says nothing; name what is special"));
        boolean outerIsRecord = inRecord;
        inRecord = type.getKind() == Tree.Kind.RECORD;
        super.visitClass(type, null);
        inRecord = outerIsRecord;
        return null;
    }

    @Override
    public @Nullable Void visitMethod(MethodTree method, @Nullable Void nothing) {
        if (!source.isImplicit(method)) {
            checkMethod(method);
        }
        return super.visitMethod(method, null);
    }

    @Override
    public @Nullable Void visitMethodInvocation(MethodInvocationTree call, @Nullable Void nothing) {
        if (source.isTest() && SLEEP.matcher(call.getMethodSelect().toString()).matches()) {
            add(
                    call,
                    call.getMethodSelect().toString(),
                    "a test does not sleep; wait for the event, or use the simulated clock");
        }
        return super.visitMethodInvocation(call, null);
    }

    private void checkMethod(MethodTree method) {
        String name = method.getName().toString();
        int lines = source.lastLine(method) - source.firstLine(method) + 1;
        if (lines >= METHOD_LINES) {
            add(method, name, lines + " lines; the aim is 25, the build fails at " + METHOD_LINES);
        }
        int parameters = method.getParameters().size();
        boolean repeatsComponents = inRecord && method.getReturnType() == null;
        if (parameters >= PARAMETERS && !repeatsComponents) {
            add(method, name, parameters + " parameters; from " + PARAMETERS + " on they are a record");
        }
        if (GETTER.matcher(name).matches() && parameters == 0 && !isOverride(method)) {
            add(
                    method,
                    name,
                    "accessors have no get: " + name.substring(3, 4).toLowerCase(Locale.ROOT) + name.substring(4)
                            + "()");
        }
    }

    private static boolean isOverride(MethodTree method) {
        return method.getModifiers().getAnnotations().stream()
                .anyMatch(
                        annotation -> annotation.getAnnotationType().toString().equals("Override"));
    }

    private void checkLines() {
        List<String> lines = source.text().lines().toList();
        int codeLines = CodeLines.count(lines);
        if (codeLines >= FILE_CODE_LINES) {
            findings.add(new Finding(
                    source.path(),
                    1,
                    codeLines + " code lines; the aim is 200, the build fails at " + FILE_CODE_LINES));
        }
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).length() > LINE_CHARS) {
                findings.add(new Finding(
                        source.path(), i + 1, lines.get(i).length() + " characters; the limit is " + LINE_CHARS));
            }
        }
    }

    private void add(Tree part, String member, String rule) {
        findings.add(new Finding(source.path() + "#" + member, source.firstLine(part), rule));
    }
}
