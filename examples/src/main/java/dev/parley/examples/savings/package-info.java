/** Money that is sent until it is acknowledged: the program of docs/SIMULATION.md, with its bug and without. */
@NullMarked
package dev.parley.examples.savings;

import org.jspecify.annotations.NullMarked;
