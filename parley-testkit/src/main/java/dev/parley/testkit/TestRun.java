package dev.parley.testkit;

import java.lang.annotation.Annotation;
import java.lang.reflect.Constructor;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExecutableInvoker;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;

/** One run of a test method, in an instance of its own: as JUnit would do it, with what surrounds it. */
final class TestRun {
    private final ExtensionContext context;
    private final ExecutableInvoker invoker;
    private final Object test;
    private final List<Object> instances;

    /** Makes the instance; those around it, of a nested class, are JUnit's. */
    TestRun(ExtensionContext context) {
        this.context = context;
        this.invoker = context.getExecutableInvoker();
        List<Object> enclosing = context.getRequiredTestInstances().getEnclosingInstances();
        this.test = instance(context.getRequiredTestClass(), enclosing.isEmpty() ? null : enclosing.getLast());
        this.instances = new ArrayList<>(enclosing);
        this.instances.add(test);
    }

    private Object instance(Class<?> type, @Nullable Object outer) {
        Constructor<?> constructor = type.getDeclaredConstructors()[0]; // JUnit has refused classes with several
        return outer == null ? invoker.invoke(constructor) : invoker.invoke(constructor, outer);
    }

    /** What is done whatever happened, and whose failure does not hide another. */
    @FunctionalInterface
    private interface Afterwards extends AutoCloseable {
        @Override
        void close();
    }

    void run() {
        try (Afterwards _ = this::after) {
            instances.forEach(this::before);
            invoker.invoke(context.getRequiredTestMethod(), test);
        }
    }

    private void before(Object instance) {
        calls(instance, BeforeEach.class, HierarchyTraversalMode.TOP_DOWN).forEach(Runnable::run);
    }

    private void after() {
        allOf(instances.reversed().stream()
                .flatMap(instance -> calls(instance, AfterEach.class, HierarchyTraversalMode.BOTTOM_UP))
                .iterator());
    }

    /** Does each, whatever the ones before it threw. */
    private static void allOf(Iterator<Runnable> calls) {
        if (calls.hasNext()) {
            Runnable first = calls.next();
            try (Afterwards _ = () -> allOf(calls)) {
                first.run();
            }
        }
    }

    private Stream<Runnable> calls(Object instance, Class<? extends Annotation> when, HierarchyTraversalMode order) {
        return AnnotationSupport.findAnnotatedMethods(instance.getClass(), when, order).stream()
                .map(method -> () -> invoker.invoke(method, instance));
    }
}
