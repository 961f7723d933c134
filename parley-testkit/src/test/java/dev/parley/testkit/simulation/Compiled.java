package dev.parley.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import javax.tools.ToolProvider;

/** What a Java expression is worth, as seen by a test that pastes it. */
final class Compiled {
    private Compiled() {}

    static Object value(String expression, Path directory) throws Exception {
        Path source = Files.writeString(directory.resolve("Pasted.java"), """
            import dev.parley.testkit.simulation.*;
            import java.time.Duration;
            import java.util.List;

            public class Pasted implements java.util.concurrent.Callable<Object> {
                @Override
                public Object call() {
                    return %s;
                }
            }
            """.formatted(expression));
        int errors = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-classpath", classPath(), "-d", directory.toString(), source.toString());
        assertThat(errors).as(expression).isZero();
        return run(directory);
    }

    private static Object run(Path directory) throws Exception {
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {directory.toUri().toURL()}, Compiled.class.getClassLoader())) {
            return ((Callable<?>)
                            loader.loadClass("Pasted").getDeclaredConstructor().newInstance())
                    .call();
        }
    }

    private static String classPath() throws IOException {
        return Path.of(FaultPlan.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .getPath())
                .toRealPath()
                .toString();
    }
}
