/**
 * The real network: byte streams over TCP, on one event loop thread per node. Knows nothing of frames, links or actors;
 * no type of the network library leaves it. Read {@link dev.parley.remote.tcp.TcpTransport} first.
 */
@NullMarked
package dev.parley.remote.tcp;

import org.jspecify.annotations.NullMarked;
