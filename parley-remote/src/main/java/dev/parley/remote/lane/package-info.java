/**
 * Lanes: the frames of users in their order on each connection, with an exact account of what a lost connection took
 * along. Pure: whoever has a connection is told what to send, and tells what came.
 */
@NullMarked
package dev.parley.remote.lane;

import org.jspecify.annotations.NullMarked;
