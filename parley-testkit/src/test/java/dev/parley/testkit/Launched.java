package dev.parley.testkit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** A test class as JUnit runs it: how each of its methods ended. The class is {@link Only} for that. */
final class Launched implements TestExecutionListener {
    private static final String PARAMETER = "launched";

    /** Marks a class that tests run: it may hold tests that fail, so nobody else shall run it. */
    @Retention(RetentionPolicy.RUNTIME)
    @ExtendWith(Condition.class)
    @interface Only {}

    static final class Condition implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            return context.getConfigurationParameter(PARAMETER).isPresent()
                    ? ConditionEvaluationResult.enabled("launched by a test")
                    : ConditionEvaluationResult.disabled("only for tests to launch");
        }
    }

    private final Map<String, TestExecutionResult> results = new TreeMap<>();

    /** Runs a class with configuration parameters, given as names and values in turn. */
    static Launched run(Class<?> tests, String... parameters) {
        LauncherDiscoveryRequestBuilder request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(tests))
                .enableImplicitConfigurationParameters(false) // how many seeds this build runs is not their business
                .configurationParameter(PARAMETER, "true");
        for (int i = 0; i < parameters.length; i += 2) {
            request.configurationParameter(parameters[i], parameters[i + 1]);
        }
        return run(request.build());
    }

    private static Launched run(LauncherDiscoveryRequest request) {
        Launched launched = new Launched();
        Launcher launcher = LauncherFactory.create();
        launcher.execute(request, launched);
        return launched;
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (test.isTest()) {
            results.put(test.getDisplayName().replaceFirst("\\(.*", ""), result);
        }
    }

    /** The methods that passed. */
    List<String> passed() {
        return with(TestExecutionResult.Status.SUCCESSFUL);
    }

    /** The methods that were aborted. */
    List<String> aborted() {
        return with(TestExecutionResult.Status.ABORTED);
    }

    private List<String> with(TestExecutionResult.Status status) {
        List<String> names = new ArrayList<>();
        results.forEach((name, result) -> {
            if (result.getStatus() == status) {
                names.add(name);
            }
        });
        return names;
    }

    /** What a method that failed threw. */
    Throwable failure(String method) {
        TestExecutionResult result = results.get(method);
        if (result == null) {
            throw new AssertionError("no test is called " + method + ": there are " + results.keySet());
        }
        return result.getThrowable()
                .orElseThrow(() -> new AssertionError(method + " did not fail: " + result.getStatus()));
    }
}
