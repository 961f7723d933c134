package dev.parley.cli.terminal;

import dev.parley.cli.chat.ChatClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** Where the user's lines come from. Threading: a thread of its own, because reading blocks. */
@FunctionalInterface
public interface Typing {
    /** Gives every line to the conversation, and returns when there are no more. */
    void readInto(Conversation conversation) throws IOException, InterruptedException;

    /** Lines of UTF-8 text; of one that is too long to be said, enough to see that. */
    static Typing lines(InputStream in) {
        return conversation -> {
            CutLines lines = new CutLines(
                    new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)), ChatClient.MOST_CHARS + 1);
            for (String line = lines.next(); line != null; line = lines.next()) {
                conversation.type(line);
            }
        };
    }
}
