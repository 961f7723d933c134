/**
 * The wire: what two nodes say to each other, as values and as bytes. The normative text is {@code docs/WIRE.md}.
 *
 * <p>Two halves that meet only in {@link dev.parley.wire.WireBytes}: frames ({@link dev.parley.wire.Frame}, read it
 * first; {@link dev.parley.wire.FrameEncoder}, {@link dev.parley.wire.FrameDecoder}) and the record codec that makes
 * payloads ({@link dev.parley.wire.Codecs}).
 *
 * <p>It must not know actors, sockets, threads, clocks or randomness.
 */
@NullMarked
package dev.parley.wire;

import org.jspecify.annotations.NullMarked;
