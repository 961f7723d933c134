/** What every transport promises, simulated or real. */
@NullMarked
package dev.parley.testkit.transport;

import org.jspecify.annotations.NullMarked;
