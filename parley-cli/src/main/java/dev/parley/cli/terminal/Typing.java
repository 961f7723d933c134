package dev.parley.cli.terminal;

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

    /** Lines of UTF-8 text. */
    static Typing lines(InputStream in) {
        return conversation -> {
            BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                conversation.type(line);
            }
        };
    }
}
