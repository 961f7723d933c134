package dev.parley.kernel;

import dev.parley.spi.MessageRef;
import org.jspecify.annotations.Nullable;

/** Whose children stop with it: a cell, or the guardian of a top-level path. */
sealed interface Parent permits Cell, Guardian {
    /** The path that names of children are appended to. */
    String path();

    /** How many names {@link #path} has. */
    int depth();

    /** A child has ended. Any thread. */
    void childEnded(MessageRef<?> child, @Nullable Throwable escalated);
}
