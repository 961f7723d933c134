/** Real processes: what a user types, and what the operating system does to it. */
@NullMarked
package dev.parley.systemtest;

import org.jspecify.annotations.NullMarked;
