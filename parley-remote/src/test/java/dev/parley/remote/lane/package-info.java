/** Promises of lanes: order, and an exact account of losses. */
@NullMarked
package dev.parley.remote.lane;

import org.jspecify.annotations.NullMarked;
