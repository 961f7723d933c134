/** Membership, and what is built on it. */
@NullMarked
package dev.parley.cluster;

import org.jspecify.annotations.NullMarked;
