package dev.parley.cli.terminal;

import dev.parley.cli.chat.ChatEvent;

/** Where a user sees what happens. Threading: one thread at a time. */
public interface Screen extends AutoCloseable {
    /** Shows it; returns false when nobody looks any more. */
    boolean show(ChatEvent event);

    /** Says something about this program itself: what it could not do, and why. */
    void complain(String text);

    /** So many of the user's lines have not come back. */
    default void onTheirWay(int lines) {}

    @Override
    default void close() {}
}
