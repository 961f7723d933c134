/** {@code parley simulate}: seeds by the thousand, over all cores; what fails is made small and printed to be fixed. */
@NullMarked
package dev.parley.cli.simulate;

import org.jspecify.annotations.NullMarked;
