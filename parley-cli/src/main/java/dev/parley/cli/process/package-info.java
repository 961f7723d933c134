/** How this program starts more of itself. */
@NullMarked
package dev.parley.cli.process;

import org.jspecify.annotations.NullMarked;
