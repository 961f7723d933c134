/** The program of docs/COMING-FROM-AKKA.md, as it looks here. */
@NullMarked
package dev.parley.examples.auction;

import org.jspecify.annotations.NullMarked;
