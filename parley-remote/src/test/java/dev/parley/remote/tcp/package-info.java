/** Promises of the real network, on loopback sockets. */
@NullMarked
package dev.parley.remote.tcp;

import org.jspecify.annotations.NullMarked;
