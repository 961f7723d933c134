/** What the checks must find. */
@NullMarked
package dev.parley.checks.planted;

import org.jspecify.annotations.NullMarked;
