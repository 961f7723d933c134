/** Programs that the documents quote; each runs. */
@NullMarked
package dev.parley.examples;

import org.jspecify.annotations.NullMarked;
