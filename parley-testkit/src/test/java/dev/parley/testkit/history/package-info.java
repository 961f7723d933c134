/** What histories and their checkers promise. */
@NullMarked
package dev.parley.testkit.history;

import org.jspecify.annotations.NullMarked;
