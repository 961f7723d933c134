package dev.parley.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test of the actors of one system, in one thread and in virtual time: a timer of an hour takes no time. The method,
 * and {@code @BeforeEach} too, takes an {@link ActorTestKit}, the {@link dev.parley.ActorSystem} in it, or both.
 *
 * <p>Any two messages of different senders may come in either order; the seed decides, and a failure names it. Usually
 * one seed runs. All else is as for {@link SimulationTest}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Test
@SuppressWarnings("exports") // what JUnit calls is no part of the API
@ExtendWith(SimulationExtension.class)
public @interface ActorTest {
    /** How many seeds the test runs with: that many orders of what happens at once. */
    int seeds() default 1;
}
