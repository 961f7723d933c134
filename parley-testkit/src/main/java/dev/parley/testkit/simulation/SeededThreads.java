package dev.parley.testkit.simulation;

import java.lang.reflect.Constructor;
import java.lang.reflect.InaccessibleObjectException;
import java.util.concurrent.Executor;

/**
 * Makes virtual threads whose scheduler is ours. The JDK has no public way yet; this is the constructor that its own
 * tests use, and the only place that knows it.
 *
 * <p>Failure: without the option that opens {@code java.lang} it cannot be made, and says which option is missing.
 */
final class SeededThreads {
    private static final String BUILDER = "java.lang.ThreadBuilders$VirtualThreadBuilder";

    private final Constructor<?> constructor;
    private final ClassLoader loader = Thread.currentThread().getContextClassLoader();

    SeededThreads() {
        try {
            constructor = Class.forName(BUILDER).getDeclaredConstructor(Executor.class);
            constructor.setAccessible(true);
        } catch (ReflectiveOperationException | InaccessibleObjectException e) {
            throw missing(e);
        }
    }

    /**
     * A virtual thread, not started, that hands itself to {@code scheduler} whenever it can go on. As in production its
     * context class loader is that of whoever made this.
     */
    Thread unstarted(String name, Executor scheduler, Runnable body) {
        try {
            Thread.Builder.OfVirtual builder = (Thread.Builder.OfVirtual) constructor.newInstance(scheduler);
            Thread thread =
                    builder.name(name).inheritInheritableThreadLocals(false).unstarted(body);
            thread.setContextClassLoader(loader);
            return thread;
        } catch (ReflectiveOperationException e) {
            throw missing(e);
        }
    }

    private static IllegalStateException missing(Exception cause) {
        Module asking = SeededThreads.class.getModule();
        String to = asking.isNamed() ? asking.getName() : "ALL-UNNAMED";
        return new IllegalStateException(remedy(to), cause);
    }

    private static String remedy(String to) {
        String opens = "--add-opens=java.base/java.lang=" + to;
        String forget = "-Djdk.trackAllThreads=false";
        return """
            the simulation schedules virtual threads by itself, which JDK %d allows only to a JVM that was started \
            with an option. Give it to the tests:
              Maven, in the configuration of maven-surefire-plugin:
                <argLine>%s %s</argLine>
              Gradle, in tasks.test:
                jvmArgs("%s", "%s")
              elsewhere, as options of the JVM:
                %s %s
            The second option saves memory: without it the JDK keeps simulated threads that a crash has left behind.\
            """.formatted(Runtime.version().feature(), opens, forget, opens, forget, opens, forget);
    }
}
