/**
 * Supervisors made of child specifications, as in OTP: who is started again, and who with whom, when a child has
 * ended. A {@link dev.parley.supervisor.Supervisor} is an actor like any other.
 *
 * <p>Source: the module {@code supervisor} of Erlang/OTP, for the words and the order of things.
 */
@NullMarked
package dev.parley.supervisor;

import org.jspecify.annotations.NullMarked;
