/** What several commands share on the command line. Knows no command. */
@NullMarked
package dev.parley.cli.options;

import org.jspecify.annotations.NullMarked;
