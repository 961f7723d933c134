/** What the check of the arrows must find. */
@NullMarked
package dev.parley.checks.planted.below;

import org.jspecify.annotations.NullMarked;
