/**
 * What actors know and what frames say, in each other's words: addresses, who a peer is and whom it may speak for,
 * ends. Pure.
 */
@NullMarked
package dev.parley.remote.translation;

import org.jspecify.annotations.NullMarked;
