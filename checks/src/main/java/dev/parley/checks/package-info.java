/** Rules about the sources and class files of all modules. Each test names the rule; exceptions stand in the test. */
@NullMarked
package dev.parley.checks;

import org.jspecify.annotations.NullMarked;
