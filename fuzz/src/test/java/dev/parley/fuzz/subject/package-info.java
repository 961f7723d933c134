@NullMarked
package dev.parley.fuzz.subject;

import org.jspecify.annotations.NullMarked;
