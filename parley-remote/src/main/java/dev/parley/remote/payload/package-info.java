/**
 * What a node can say and understand: messages, answers and refs as bytes, and whether its peer means the same by them.
 */
@NullMarked
package dev.parley.remote.payload;

import org.jspecify.annotations.NullMarked;
