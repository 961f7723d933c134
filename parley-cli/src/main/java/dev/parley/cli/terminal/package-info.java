/** The command {@code parley chat}: lines in, lines out, for people and for programs. */
@NullMarked
package dev.parley.cli.terminal;

import org.jspecify.annotations.NullMarked;
