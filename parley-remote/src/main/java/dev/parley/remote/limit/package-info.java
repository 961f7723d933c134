/** What others may cost a node, and how often they may do so. Pure: the time is given. */
@NullMarked
package dev.parley.remote.limit;

import org.jspecify.annotations.NullMarked;
