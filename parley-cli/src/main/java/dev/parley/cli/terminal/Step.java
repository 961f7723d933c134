package dev.parley.cli.terminal;

import dev.parley.cli.chat.ChatEvent;

/** What a {@link Conversation} takes in, one after the other. */
sealed interface Step {
    /** Something happened in the chat. */
    record Happened(ChatEvent event) implements Step {}

    /** The user typed a line. */
    record Typed(String line) implements Step {}

    /** None of the members let the user in, each for a reason that the {@link Visitor} knows; it goes on trying. */
    record Unreached() implements Step {}

    /** The user types no more. */
    record InputEnded() implements Step {}

    /** Leave now, whatever is open. */
    record Leave() implements Step {}
}
