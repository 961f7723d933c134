@NullMarked
package dev.parley.fuzz;

import org.jspecify.annotations.NullMarked;
