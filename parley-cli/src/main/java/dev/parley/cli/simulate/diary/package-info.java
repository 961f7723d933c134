/** How the actors of all scenarios write down what they do and see. */
@NullMarked
package dev.parley.cli.simulate.diary;

import org.jspecify.annotations.NullMarked;
