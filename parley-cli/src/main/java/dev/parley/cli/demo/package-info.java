/** The command {@code parley demo}: three nodes as processes of their own, somebody to talk to, and this terminal. */
@NullMarked
package dev.parley.cli.demo;

import org.jspecify.annotations.NullMarked;
