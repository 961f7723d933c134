package dev.parley.testkit;

import dev.parley.ActorSystem;
import dev.parley.testkit.simulation.Scenario;
import dev.parley.testkit.simulation.Search;
import dev.parley.testkit.simulation.SeedFailure;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.platform.commons.support.AnnotationSupport;
import org.opentest4j.TestAbortedException;

/**
 * Runs a test method with one seed after the other, in the place of JUnit's one call of it. What JUnit would call for
 * its own instance of the test class is left out, and done for the instance of each run.
 *
 * <p>Threading: JUnit's thread of the test, which is the one that moves time.
 */
final class SimulationExtension implements InvocationInterceptor, ParameterResolver {
    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(SimulationExtension.class);
    private static final int FULL_FACTOR = 10;

    @Override
    public void interceptTestMethod(
            Invocation<@Nullable Void> invocation,
            ReflectiveInvocationContext<Method> method,
            ExtensionContext context) {
        invocation.skip();
        Plan plan = plan(context);
        Optional<Long> only = context.getConfigurationParameter("parley.seed", Long::valueOf);
        Scenario scenario = plan.stage().scenario(world -> {
            context.getStore(NAMESPACE).put(SimulatedWorld.class, world);
            new TestRun(context).run();
        });
        try {
            new Search(
                            only.map(OptionalLong::of).orElseGet(OptionalLong::empty),
                            count(context, plan.seeds()),
                            context.getRequiredTestClass().getName() + "#"
                                    + context.getRequiredTestMethod().getName(),
                            plan.java())
                    .run(scenario);
        } catch (SeedFailure failure) {
            if (failure.getCause() instanceof TestAbortedException aborted) {
                throw aborted;
            }
            throw failure;
        }
    }

    private static int count(ExtensionContext context, int usual) {
        boolean full = context.getConfigurationParameter("parley.full", Boolean::valueOf)
                .orElse(false);
        return context.getConfigurationParameter("parley.seeds", Integer::valueOf)
                .orElse(full ? Math.multiplyExact(usual, FULL_FACTOR) : usual);
    }

    @Override
    public void interceptBeforeEachMethod(
            Invocation<@Nullable Void> invocation,
            ReflectiveInvocationContext<Method> method,
            ExtensionContext context) {
        invocation.skip();
    }

    @Override
    public void interceptAfterEachMethod(
            Invocation<@Nullable Void> invocation,
            ReflectiveInvocationContext<Method> method,
            ExtensionContext context) {
        invocation.skip();
    }

    // ---- what the annotation says

    /** Makes the world of one run. */
    private interface Stage {
        Scenario scenario(Consumer<SimulatedWorld> run);
    }

    private record Plan(int seeds, Stage stage, String java) {}

    private static Plan plan(ExtensionContext context) {
        Method method = context.getRequiredTestMethod();
        Optional<SimulationTest> cluster = AnnotationSupport.findAnnotation(method, SimulationTest.class);
        Optional<ActorTest> actors = AnnotationSupport.findAnnotation(method, ActorTest.class);
        if (cluster.isPresent() && actors.isPresent()) {
            throw new ExtensionConfigurationException(
                    method + " is a @SimulationTest and an @ActorTest: leave one of them out");
        }
        if (cluster.isPresent()) {
            int nodes = cluster.get().nodes();
            return new Plan(
                    cluster.get().seeds(),
                    run -> SimulatedCluster.scenario(nodes, run::accept),
                    "SimulatedCluster.scenario(" + nodes + ", " + script(method, SimulatedCluster.class) + ")");
        }
        return new Plan(
                actors.orElseThrow().seeds(),
                run -> ActorTestKit.scenario(run::accept),
                "ActorTestKit.scenario(" + script(method, ActorTestKit.class) + ")");
    }

    /** The method as an expression, where it is one. */
    private static String script(Method method, Class<?> parameter) {
        String type = method.getDeclaringClass().getSimpleName();
        return List.of(method.getParameterTypes()).equals(List.of(parameter))
                ? "new " + type + "()::" + method.getName()
                : "world -> { /* as in " + type + "#" + method.getName() + " */ }";
    }

    // ---- parameters

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        Optional<Method> test = context.getTestMethod(); // there is none yet for the constructor of the class
        return type == SimulatedCluster.class
                ? AnnotationSupport.isAnnotated(test, SimulationTest.class)
                : AnnotationSupport.isAnnotated(test, ActorTest.class)
                        && (type == ActorTestKit.class || type == ActorSystem.class);
    }

    /** Null for the calls of JUnit's own, which are left out. */
    @Override
    public @Nullable Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        SimulatedWorld world = context.getStore(NAMESPACE).get(SimulatedWorld.class, SimulatedWorld.class);
        return world instanceof ActorTestKit kit && parameter.getParameter().getType() == ActorSystem.class
                ? kit.system()
                : world;
    }
}
