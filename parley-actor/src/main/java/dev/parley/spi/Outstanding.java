package dev.parley.spi;

/** An answer that was put off. */
public interface Outstanding {
    /** Whether nobody waits for it any more, or ever did. Any thread. */
    boolean isOver();
}
