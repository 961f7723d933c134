package dev.parley.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test of a cluster, run once with each seed in a simulation of its own: one thread, virtual time, a network that
 * fails on request. The method takes a {@link SimulatedCluster}.
 *
 * <p>Each run has a test instance of its own, with its {@code @BeforeEach} and {@code @AfterEach}; what a run leaves in
 * a static field breaks the next. Fields that other extensions fill are empty.
 *
 * <p>{@code -Dparley.seed=N} runs one seed alone, {@code -Dparley.seeds=N} sets the number, {@code -Dparley.full=true}
 * makes it tenfold; each is also read from {@code junit-platform.properties}. Every 16th seed runs twice, and must
 * leave the same trace.
 *
 * <p>Failure: the first seed that fails fails the test, with the report of {@link
 * dev.parley.testkit.simulation.SeedFailure}. A JVM without the option that a simulation needs is told which.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Test
@SuppressWarnings("exports") // what JUnit calls is no part of the API
@ExtendWith(SimulationExtension.class)
public @interface SimulationTest {
    /** How many hosts there are, called a, b, c and so on; 1 to 26. */
    int nodes() default 3;

    /** How many seeds the test runs with. */
    int seeds() default 200;
}
