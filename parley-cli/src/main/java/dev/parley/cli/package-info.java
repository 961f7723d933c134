/** The command line: {@link dev.parley.cli.Main} finds the command, each command is a class of its own. */
@NullMarked
package dev.parley.cli;

import org.jspecify.annotations.NullMarked;
