/** Actors of several members that do with each other whatever can be done, while links break. */
@NullMarked
package dev.parley.cli.simulate.links;

import org.jspecify.annotations.NullMarked;
