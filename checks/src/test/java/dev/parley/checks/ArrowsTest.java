package dev.parley.checks;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static dev.parley.checks.ArrowTable.line;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.parley.checks.planted.ReachesTheMachine;
import dev.parley.checks.planted.below.KnowsTooMuch;
import java.io.IOException;
import java.lang.classfile.ClassModel;
import java.lang.reflect.AccessFlag;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Modules and packages know only what the drawing of the modules allows them to know. */
class ArrowsTest {
    /** From the bottom up: a line names only lines above it, so there is no cycle. */
    private static final List<ArrowTable.Line> LINES = List.of(
            line("dev.parley.wire.lock"),
            line("dev.parley.wire", "dev.parley.wire.lock").withLibraries("javax.crypto"),
            line("dev.parley"),
            line("dev.parley.spi", "dev.parley"),
            line("dev.parley.router", "dev.parley"),
            line("dev.parley.supervisor", "dev.parley", "dev.parley.spi"),
            line("dev.parley.jvm", "dev.parley", "dev.parley.spi")
                    .withLibraries("java.lang.management", "jdk.management"),
            line("dev.parley.kernel", "dev.parley", "dev.parley.spi").withLibraries("jdk.jfr"),
            line("dev.parley.remote", "dev.parley", "dev.parley.wire", "dev.parley.wire.lock"),
            line("dev.parley.remote.transport", "dev.parley.spi", "dev.parley.remote"),
            line(
                            "dev.parley.remote.tcp",
                            "dev.parley.spi",
                            "dev.parley.jvm",
                            "dev.parley.remote",
                            "dev.parley.remote.transport")
                    .withLibraries("io.netty", "jdk.net", "org.slf4j"),
            line("dev.parley.remote.limit", "dev.parley.remote"),
            line("dev.parley.remote.lane", "dev.parley.wire"),
            line(
                    "dev.parley.remote.translation",
                    "dev.parley",
                    "dev.parley.spi",
                    "dev.parley.wire",
                    "dev.parley.remote"),
            line(
                    "dev.parley.remote.payload",
                    "dev.parley",
                    "dev.parley.spi",
                    "dev.parley.wire",
                    "dev.parley.wire.lock",
                    "dev.parley.remote.translation"),
            line(
                            "dev.parley.remote.link",
                            "dev.parley",
                            "dev.parley.spi",
                            "dev.parley.wire",
                            "dev.parley.wire.lock",
                            "dev.parley.remote",
                            "dev.parley.remote.transport",
                            "dev.parley.remote.limit",
                            "dev.parley.remote.lane",
                            "dev.parley.remote.translation",
                            "dev.parley.remote.payload")
                    .withLibraries("org.slf4j"),
            line("dev.parley.testkit.history", "dev.parley", "dev.parley.remote")
                    .withLibraries("tools.jackson"),
            line(
                    "dev.parley.testkit.simulation",
                    "dev.parley",
                    "dev.parley.spi",
                    "dev.parley.remote",
                    "dev.parley.remote.transport",
                    "dev.parley.testkit.history"),
            line(
                            "dev.parley.testkit",
                            "dev.parley",
                            "dev.parley.spi",
                            "dev.parley.wire",
                            "dev.parley.wire.lock",
                            "dev.parley.remote",
                            "dev.parley.testkit.history",
                            "dev.parley.testkit.simulation")
                    .withLibraries("org.junit", "org.opentest4j"),
            line("dev.parley.cluster", "dev.parley", "dev.parley.spi", "dev.parley.remote"),
            line("dev.parley.dashboard", "dev.parley", "dev.parley.remote").withLibraries("com.sun.net.httpserver"),
            line("dev.parley.json", "dev.parley.wire").withLibraries("tools.jackson"),
            line("dev.parley.protobuf", "dev.parley.wire").withLibraries("com.google.protobuf"),
            line("dev.parley.metrics", "dev.parley", "dev.parley.remote").withLibraries("io.micrometer"),
            line("dev.parley.cli.chat", "dev.parley", "dev.parley.remote", "dev.parley.cluster"),
            line("dev.parley.cli.options", "dev.parley.remote", "dev.parley.json", "dev.parley.protobuf")
                    .withLibraries("picocli"),
            line(
                            "dev.parley.cli.node",
                            "dev.parley",
                            "dev.parley.remote",
                            "dev.parley.cluster",
                            "dev.parley.cli.chat",
                            "dev.parley.cli.options")
                    .withLibraries("picocli", "org.slf4j"),
            line("dev.parley.cli.terminal", "dev.parley.remote", "dev.parley.cli.chat", "dev.parley.cli.options")
                    .withLibraries("picocli", "org.jline", "org.slf4j"),
            line("dev.parley.cli.process"),
            line(
                            "dev.parley.cli.demo",
                            "dev.parley.cli.process",
                            "dev.parley.remote",
                            "dev.parley.cli.chat",
                            "dev.parley.cli.options",
                            "dev.parley.cli.terminal")
                    .withLibraries("picocli"),
            line("dev.parley.cli.simulate.planted"),
            line(
                    "dev.parley.cli.simulate.diary",
                    "dev.parley",
                    "dev.parley.remote",
                    "dev.parley.testkit.history",
                    "dev.parley.testkit.simulation"),
            line(
                    "dev.parley.cli.simulate.links",
                    "dev.parley",
                    "dev.parley.remote",
                    "dev.parley.testkit.history",
                    "dev.parley.testkit.simulation",
                    "dev.parley.cli.simulate.diary"),
            line(
                    "dev.parley.cli.simulate.trees",
                    "dev.parley",
                    "dev.parley.remote",
                    "dev.parley.testkit.history",
                    "dev.parley.testkit.simulation",
                    "dev.parley.cli.simulate.diary"),
            line(
                    "dev.parley.cli.simulate.blocking",
                    "dev.parley",
                    "dev.parley.remote",
                    "dev.parley.testkit.history",
                    "dev.parley.testkit.simulation",
                    "dev.parley.cli.simulate.diary"),
            line(
                    "dev.parley.cli.simulate.chat",
                    "dev.parley",
                    "dev.parley.remote",
                    "dev.parley.cluster",
                    "dev.parley.cli.chat",
                    "dev.parley.testkit.history",
                    "dev.parley.testkit.simulation",
                    "dev.parley.cli.simulate.diary"),
            line(
                            "dev.parley.cli.simulate",
                            "dev.parley.testkit.simulation",
                            "dev.parley.cli.options",
                            "dev.parley.cli.process",
                            "dev.parley.cli.simulate.blocking",
                            "dev.parley.cli.simulate.chat",
                            "dev.parley.cli.simulate.links",
                            "dev.parley.cli.simulate.planted",
                            "dev.parley.cli.simulate.trees")
                    .withLibraries("picocli", "tools.jackson"),
            line(
                            "dev.parley.cli",
                            "dev.parley.cli.simulate",
                            "dev.parley.remote",
                            "dev.parley.cli.node",
                            "dev.parley.cli.terminal",
                            "dev.parley.cli.demo")
                    .withLibraries("picocli"));

    /** A factory names what it starts, so that nobody else must. Any other edge is a design error. */
    private static final Map<String, String> AGAINST_THE_ARROW = Map.of(
            "dev.parley.ActorSystem -> dev.parley.kernel.LocalSystem", "the factory",
            "dev.parley.ActorSystem -> dev.parley.jvm.JvmEnvironment", "the factory, on the real machine",
            "dev.parley.spi.SystemAccess -> dev.parley.kernel.LocalSystem", "the same, for modules that cannot see it",
            "dev.parley.remote.Node -> dev.parley.remote.link.LinkedNode", "the factory",
            "dev.parley.remote.Node -> dev.parley.remote.tcp.TcpEnvironment", "the factory, on the real machine",
            "dev.parley.remote.Node -> dev.parley.remote.transport.NodeEnvironment", "the factory, on another machine");

    private static final ArrowTable TABLE = new ArrowTable(LINES, AGAINST_THE_ARROW);

    private static final JavaClasses PUBLISHED = importModules(Reactor.PUBLISHED);

    @Test
    void everyPackageKnowsOnlyWhatItsLineAllows() {
        assertThat(TABLE.violations(all())).isEmpty();
    }

    @Test
    void noLineAllowsWhatNobodyNeeds() {
        assertThat(TABLE.unused(all())).isEmpty();
        assertThat(LINES).extracting(ArrowTable.Line::packageName).containsExactlyInAnyOrderElementsOf(packages(all()));
    }

    @Test
    void noLineNamesALineBelowIt() {
        Set<String> above = new TreeSet<>();
        for (ArrowTable.Line line : LINES) {
            assertThat(above).as(line.packageName()).containsAll(line.ours());
            above.add(line.packageName());
        }
    }

    @Test
    void everyEdgeAgainstTheArrowExists() {
        List<String> withoutExceptions = new ArrowTable(LINES, Map.of()).violations(PUBLISHED);

        assertThat(withoutExceptions).containsAll(AGAINST_THE_ARROW.keySet());
    }

    @Test
    void wireHasNoThreadAndNoSocket() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.net..", "java.nio.channels..")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Thread.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(java.util.concurrent.Executor.class)
                .check(importModules(List.of("parley-wire")));
    }

    @Test
    void noPublishedClassPrints() {
        NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(PUBLISHED);
    }

    @Test
    void everyPackageIsNullMarked() {
        Set<String> packages = packages(PUBLISHED);

        assertThat(packages).isNotEmpty();
        assertThat(packages)
                .filteredOn(name -> !PUBLISHED.getPackage(name).isAnnotatedWith(NullMarked.class))
                .isEmpty();
    }

    @Test
    void theActorApiHasAtMostThirtyTypes() {
        assertThat(publicTypes().filter(type -> type.getPackageName().equals("dev.parley")))
                .hasSizeBetween(1, 30);
    }

    @Test
    void noPackageHasMoreThanThirtyFivePublicTypes() {
        Map<String, Long> counts =
                publicTypes().collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting()));

        assertThat(counts).allSatisfy((name, count) -> assertThat(count).isLessThanOrEqualTo(35));
    }

    @Test
    void noPublicTypeIsNamedLikeAPublicTypeOfJavaBase() throws IOException {
        Set<String> taken = publicTypesOfJavaBase();

        assertThat(taken).contains("String", "Record", "Supplier");
        assertThat(publicTypes())
                .filteredOn(type -> taken.contains(type.getSimpleName()))
                .isEmpty();
    }

    @Test
    void findsAnArrowThatNobodyDrew() {
        ArrowTable table = new ArrowTable(
                List.of(line(KnowsTooMuch.class.getPackageName()).withLibraries("org.assertj")), Map.of());

        assertThat(table.violations(new ClassFileImporter().importClasses(KnowsTooMuch.class)))
                .containsExactly(KnowsTooMuch.class.getName() + " -> " + ReachesTheMachine.class.getName());
    }

    @Test
    void findsALibraryThatIsNotInTheLine() {
        ArrowTable table = new ArrowTable(
                List.of(line(KnowsTooMuch.class.getPackageName(), ReachesTheMachine.class.getPackageName())), Map.of());

        assertThat(table.violations(new ClassFileImporter().importClasses(KnowsTooMuch.class)))
                .containsExactly(KnowsTooMuch.class.getName() + " -> org.assertj.core.api.Assertions");
    }

    @Test
    void findsWhatALineAllowsInVain() {
        ArrowTable table = new ArrowTable(
                List.of(line(
                                KnowsTooMuch.class.getPackageName(),
                                ReachesTheMachine.class.getPackageName(),
                                "dev.parley")
                        .withLibraries("org.assertj", "org.slf4j")),
                Map.of());

        assertThat(table.unused(new ClassFileImporter().importClasses(KnowsTooMuch.class)))
                .containsExactly(
                        KnowsTooMuch.class.getPackageName() + " -> dev.parley",
                        KnowsTooMuch.class.getPackageName() + " -> org.slf4j");
    }

    @Test
    void findsAPackageWithoutALine() {
        assertThat(TABLE.violations(new ClassFileImporter().importClasses(KnowsTooMuch.class)))
                .containsExactly(KnowsTooMuch.class.getPackageName() + " has no line in the table of arrows");
    }

    private static JavaClasses all() {
        return importModules(Stream.concat(Reactor.PUBLISHED.stream(), Stream.of("parley-cli"))
                .toList());
    }

    private static Set<String> packages(JavaClasses classes) {
        return classes.stream().map(JavaClass::getPackageName).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<JavaClass> publicTypes() {
        return PUBLISHED.stream()
                .filter(JavaClass::isTopLevelClass)
                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                .filter(type -> !type.getSimpleName().equals("package-info"));
    }

    private static Set<String> publicTypesOfJavaBase() throws IOException {
        Set<String> names = new TreeSet<>();
        for (ClassModel type : JdkTypes.exported()) {
            String name = type.thisClass().asInternalName();
            if (type.flags().has(AccessFlag.PUBLIC) && name.indexOf('$') < 0) {
                names.add(name.substring(name.lastIndexOf('/') + 1));
            }
        }
        return names;
    }

    private static JavaClasses importModules(List<String> modules) {
        return new ClassFileImporter()
                .importPaths(modules.stream().map(Reactor::classes).toList());
    }
}
