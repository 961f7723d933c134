package dev.parley.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The text of the project keeps its budgets and names, and the rules do find what breaks them. */
class TidyTest {
    /** Place ({@code path} or {@code path#member}) and the reason why a rule does not hold there. */
    private static final Map<String, String> EXCEPTIONS = Map.of(
            "checks/src/test/java/dev/parley/checks/TextTidy.java", "names what it looks for",
            "checks/src/test/java/dev/parley/checks/TidyTest.java", "holds what the rules must find");

    private static final Set<String> TEXT_ENDINGS = Set.of(
            "java", "xml", "md", "sh", "py", "js", "ts", "css", "html", "properties", "txt", "yml", "yaml", "json");

    @Test
    void everyJavaSourceKeepsItsBudgetsAndNames() {
        List<Path> sources = ending("java").toList();

        assertThat(sources).hasSizeGreaterThan(20);
        assertThat(sources)
                .filteredOn(file -> !file.endsWith("module-info.java"))
                .flatMap(file -> JavaTidy.findings(JavaSource.parse(relative(file), read(file))))
                .filteredOn(TidyTest::isNoException)
                .isEmpty();
    }

    @Test
    void everyTextFileIsFreeOfTabsOpenEndsAndOwnPaths() {
        assertThat(Reactor.files())
                .filteredOn(TidyTest::isText)
                .flatMap(file -> TextTidy.findings(relative(file), read(file)))
                .filteredOn(TidyTest::isNoException)
                .isEmpty();
    }

    @Test
    void everyLinkOfADocumentLeadsSomewhere() {
        assertThat(ending("md"))
                .flatMap(file -> MarkdownLinks.findings(Reactor.root(), file, read(file)))
                .filteredOn(TidyTest::isNoException)
                .isEmpty();
    }

    @Test
    void everyExceptionIsStillNeeded() {
        assertThat(Reactor.files())
                .filteredOn(TidyTest::isText)
                .flatMap(TidyTest::findings)
                .extracting(Finding::place)
                .containsAll(EXCEPTIONS.keySet());
    }

    private static List<Finding> findings(Path file) {
        List<Finding> findings = new ArrayList<>(TextTidy.findings(relative(file), read(file)));
        if (file.toString().endsWith(".java") && !file.endsWith("module-info.java")) {
            findings.addAll(JavaTidy.findings(JavaSource.parse(relative(file), read(file))));
        } else if (file.toString().endsWith(".md")) {
            findings.addAll(MarkdownLinks.findings(Reactor.root(), file, read(file)));
        }
        return findings;
    }

    @Test
    void findsAMethodThatIsTooLong() {
        String body = "int i = 0;\n".repeat(JavaTidy.METHOD_LINES - 2);

        assertThat(rulesBrokenBy("class A {\nvoid tooLong() {\n" + body + "}\n}"))
                .containsExactly("A.java#tooLong:2: 70 lines; the aim is 25, the build fails at 70");
    }

    @Test
    void leavesAMethodThatIsJustShortEnoughAlone() {
        String body = "int i = 0;\n".repeat(JavaTidy.METHOD_LINES - 3);

        assertThat(rulesBrokenBy("class A {\nvoid longEnough() {\n" + body + "}\n}"))
                .isEmpty();
    }

    @Test
    void findsAFileWithTooMuchCodeButDoesNotCountCommentsAndBlankLines() {
        String comments = "// why\n/* why\n why */\n\n".repeat(JavaTidy.FILE_CODE_LINES);
        String fields = "int a;\n".repeat(JavaTidy.FILE_CODE_LINES - 2);

        assertThat(rulesBrokenBy("class A {\n" + comments + fields + "}"))
                .containsExactly("A.java:1: 500 code lines; the aim is 200, the build fails at 500");
        assertThat(rulesBrokenBy("class A {\n" + comments + "}")).isEmpty();
    }

    @Test
    void findsTooManyParametersButNotTooManyComponents() {
        assertThat(rulesBrokenBy("class A { void a(int a, int b, int c, int d, int e, int f) {} }"))
                .containsExactly("A.java#a:1: 6 parameters; from 6 on they are a record");
        assertThat(rulesBrokenBy("record A(int a, int b, int c, int d, int e, int f) { A { } }"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ActorImpl", "AbstractActor", "LinkManager", "FrameHelper", "StringUtils", "NodeInfo", "DataRow"
            })
    void findsANameThatSaysNothing(String name) {
        assertThat(rulesBrokenBy("class " + name + " {}"))
                .singleElement()
                .asString()
                .contains("says nothing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Database", "Basement", "Implosion", "Datagram", "Information"})
    void leavesANameThatOnlyBeginsLikeABannedOneAlone(String name) {
        assertThat(rulesBrokenBy("class " + name + " {}")).isEmpty();
    }

    @Test
    void findsAnAccessorWithGetUnlessAForeignInterfaceAsksForIt() {
        assertThat(rulesBrokenBy("class A { int getAge() { return 1; } }"))
                .containsExactly("A.java#getAge:1: accessors have no get: age()");
        assertThat(rulesBrokenBy("class A { @Override public int getAge() { return 1; } }"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Thread.sleep(1)", "java.lang.Thread.sleep(1)", "TimeUnit.SECONDS.sleep(1)", "MINUTES.sleep(1)"})
    void findsATestThatSleeps(String call) {
        String text = "class A { void a() { " + call + "; } }";

        assertThat(JavaTidy.findings(JavaSource.parse("m/src/test/java/A.java", text)))
                .hasSize(1);
        assertThat(JavaTidy.findings(JavaSource.parse("m/src/main/java/A.java", text)))
                .isEmpty();
    }

    @Test
    void findsALineThatIsTooLong() {
        assertThat(rulesBrokenBy("// " + "x".repeat(118)))
                .containsExactly("A.java:1: 121 characters; the limit is 120");
        assertThat(rulesBrokenBy("// " + "x".repeat(117))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"a\tb", "'// TODO later'", "'# FIXME'", "see /home/ada/notes", "'in (/home/a)'"})
    void findsTabsOpenEndsAndOwnPaths(String line) {
        assertThat(TextTidy.findings("a.md", "fine\n" + line)).singleElement().hasFieldOrPropertyWithValue("line", 2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"// TODO #12: faster", "// TODO(#12) faster", "https://a.org/home/x", "/usr/lib/jvm", "./work/x"
            })
    void leavesNumberedOpenEndsAndCommonPathsAlone(String line) {
        assertThat(TextTidy.findings("a.md", line)).isEmpty();
    }

    @Test
    void findsALinkThatLeadsNowhere(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("a.md");
        Files.writeString(directory.resolve("b.md"), "# One heading, *two* words\n");
        String text =
                "[x](b.md) [x](b.md#one-heading-two-words) [x](https://a.org) `[x](no.md)`\n\n[x](c.md) [x](b.md#no)\n";

        assertThat(MarkdownLinks.findings(directory, file, text))
                .extracting(Finding::toString)
                .containsExactly("a.md:3: the link c.md leads nowhere", "a.md:3: the link b.md#no leads nowhere");
    }

    private static List<String> rulesBrokenBy(String text) {
        return JavaTidy.findings(JavaSource.parse("A.java", text)).stream()
                .map(Finding::toString)
                .toList();
    }

    private static boolean isNoException(Finding finding) {
        return !EXCEPTIONS.containsKey(finding.place());
    }

    private static Stream<Path> ending(String ending) {
        return Reactor.files().stream().filter(file -> file.toString().endsWith("." + ending));
    }

    private static boolean isText(Path file) {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return dot < 0 ? !name.equals("LICENSE") : TEXT_ENDINGS.contains(name.substring(dot + 1));
    }

    private static String relative(Path file) {
        return Reactor.root().relativize(file).toString().replace('\\', '/');
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }
}
