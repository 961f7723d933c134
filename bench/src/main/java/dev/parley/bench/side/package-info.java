/** The sides that are compared, each as a user would write it: Parley, the floor below it, Apache Pekko. */
@NullMarked
package dev.parley.bench.side;

import org.jspecify.annotations.NullMarked;
