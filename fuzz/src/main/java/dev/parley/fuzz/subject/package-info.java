/** What is fuzzed, each with the promises that it is judged by. */
@NullMarked
package dev.parley.fuzz.subject;

import org.jspecify.annotations.NullMarked;
