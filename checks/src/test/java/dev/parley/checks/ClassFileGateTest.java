package dev.parley.checks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.checks.planted.ReachesTheMachine;
import java.io.IOException;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing below the API reaches the machine but through the environment. */
class ClassFileGateTest {
    /** The real environments: the only packages that may. */
    private static final Set<String> REAL_ENVIRONMENTS = Set.of("dev.parley.jvm", "dev.parley.remote.tcp");

    /** {@code class#method} that may make a banned call, with the reason. */
    private static final Map<String, String> EXCEPTIONS = Map.of();

    private final ClassFileGate gate = new ClassFileGate(Ban.ALL, REAL_ENVIRONMENTS);

    @ParameterizedTest
    @ValueSource(strings = {"parley-actor", "parley-wire", "parley-remote", "parley-cluster"})
    void reachesTheMachineOnlyThroughTheEnvironment(String module) {
        List<Path> classFiles = Reactor.classFiles(module);

        assertThat(classFiles).isNotEmpty();
        assertThat(classFiles)
                .flatMap(gate::hits)
                .filteredOn(hit -> !EXCEPTIONS.containsKey(hit.className() + "#" + hit.method()))
                .isEmpty();
    }

    @Test
    void findsEveryPlantedViolation() {
        assertThat(gate.hits(classFileOf(ReachesTheMachine.class)))
                .extracting(ClassFileGate.Hit::method)
                .contains(ReachesTheMachine.VIOLATIONS.toArray(String[]::new));
    }

    @Test
    void eachBanIsOfSomethingThatTheJdkHas() throws IOException {
        List<Ban> unmet = new ArrayList<>(Ban.ALL);
        for (ClassModel type : JdkTypes.exported()) {
            String owner = type.thisClass().asInternalName().replace('/', '.');
            for (MethodModel method : type.methods()) {
                Ban.Call call = new Ban.Call(
                        owner,
                        method.methodName().stringValue(),
                        method.methodType().stringValue());
                unmet.removeIf(ban -> ban.matches().test(call));
            }
        }

        assertThat(unmet)
                .extracting(ban -> "number " + Ban.ALL.indexOf(ban) + ", use " + ban.instead())
                .isEmpty();
    }

    @Test
    void findsABannedMethodBehindAMethodReference() {
        assertThat(gate.hits(classFileOf(ReachesTheMachine.class)))
                .filteredOn(hit -> hit.method().equals("clockByReference"))
                .singleElement()
                .hasToString("dev.parley.checks.planted.ReachesTheMachine#clockByReference"
                        + " calls java.lang.System.nanoTime()J; use environment.clock()");
    }

    @Test
    void findsASubclassOfThread() {
        assertThat(gate.hits(classFileOf(ReachesTheMachine.OwnThread.class)))
                .extracting(ClassFileGate.Hit::method)
                .contains("extends");
    }

    @Test
    void leavesHarmlessCallsAlone() {
        assertThat(gate.hits(classFileOf(ReachesTheMachine.class)))
                .extracting(ClassFileGate.Hit::method)
                .doesNotContain("harmless");
    }

    @Test
    void leavesARealEnvironmentAlone() {
        ClassFileGate exempting = new ClassFileGate(Ban.ALL, Set.of(ReachesTheMachine.class.getPackageName()));

        assertThat(exempting.hits(classFileOf(ReachesTheMachine.class))).isEmpty();
    }

    private static Path classFileOf(Class<?> type) {
        String file = type.getName().replace('.', '/') + ".class";
        try {
            Path classes = Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
            return classes.resolve(file);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
