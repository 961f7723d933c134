/** Programs that the documents quote, each the shortest honest form of its pattern. */
@NullMarked
package dev.parley.examples;

import org.jspecify.annotations.NullMarked;
