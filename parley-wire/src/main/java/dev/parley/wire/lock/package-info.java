/**
 * The lock of a protocol: which id each component, leaf and constant has on the wire, as a text that is committed
 * beside the code. {@link dev.parley.wire.lock.ProtocolLock} is the value, its text and its comparison with what the
 * code declares now; all of it is pure. {@code docs/EVOLUTION.md} is the guide.
 *
 * <p>It must not know codecs: those ask it for ids, and say what the code declares.
 */
@NullMarked
package dev.parley.wire.lock;

import org.jspecify.annotations.NullMarked;
