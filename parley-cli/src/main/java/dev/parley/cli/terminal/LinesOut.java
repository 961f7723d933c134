package dev.parley.cli.terminal;

import dev.parley.cli.chat.ChatEvent;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;

/** A screen that is a stream of lines, each flushed by itself. What it has to say about itself goes to stderr. */
final class LinesOut implements Screen {
    private final PrintStream out;
    private final PrintStream err;
    private final Function<ChatEvent, Optional<String>> format;

    LinesOut(PrintStream out, PrintStream err, Function<ChatEvent, Optional<String>> format) {
        this.out = out;
        this.err = err;
        this.format = format;
    }

    @Override
    public boolean show(ChatEvent event) {
        format.apply(event).ifPresent(line -> {
            // one write, so that a reader never sees half a line
            out.writeBytes((line + "\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
        });
        return !out.checkError();
    }

    @Override
    public void complain(String text) {
        err.writeBytes(("parley: " + PlainText.printable(text) + "\n").getBytes(StandardCharsets.UTF_8));
        err.flush();
    }
}
