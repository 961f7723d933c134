/** Operations of what many threads touch at once, for the search through their interleavings. */
@NullMarked
package dev.parley.spi;

import org.jspecify.annotations.NullMarked;
