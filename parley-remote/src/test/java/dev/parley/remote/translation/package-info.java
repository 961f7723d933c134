/** Promises of what the wire says for what actors know. */
@NullMarked
package dev.parley.remote.translation;

import org.jspecify.annotations.NullMarked;
