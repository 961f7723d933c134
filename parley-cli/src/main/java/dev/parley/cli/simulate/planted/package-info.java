/**
 * Bugs planted on purpose, to prove that the simulation finds bugs: small wrong changes to our own compiled classes.
 * The sources know nothing of them.
 */
@NullMarked
package dev.parley.cli.simulate.planted;

import org.jspecify.annotations.NullMarked;
