/** Protocol Buffers payloads. */
@NullMarked
package dev.parley.protobuf;

import org.jspecify.annotations.NullMarked;
