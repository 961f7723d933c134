/**
 * The API: typed actors, references, requests, supervision and watch.
 *
 * <p>A protocol is a sealed interface of records; an actor is a class with one exhaustive {@code switch}, or a lambda.
 * Everything that happens to an actor (a message, a tick, a termination, an answer) arrives as a message of its own
 * protocol, one at a time.
 */
@NullMarked
package dev.parley;

import org.jspecify.annotations.NullMarked;
