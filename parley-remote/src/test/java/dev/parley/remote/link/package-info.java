/** Promises of the link's parts that need no network: decisions, numbers, handshakes. */
@NullMarked
package dev.parley.remote.link;

import org.jspecify.annotations.NullMarked;
