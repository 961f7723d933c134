/** What docs/ACTORS.md quotes, one small program for each thing that an actor can do. */
@NullMarked
package dev.parley.examples.actors;

import org.jspecify.annotations.NullMarked;
