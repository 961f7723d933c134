/**
 * The real {@link dev.parley.spi.Environment}: virtual-thread workers, a timer wheel, the clocks and the randomness of
 * the JVM. Knows nothing of actors. Read {@link dev.parley.jvm.JvmEnvironment} first, then {@code Workers}.
 */
@NullMarked
package dev.parley.jvm;

import org.jspecify.annotations.NullMarked;
