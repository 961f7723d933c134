package dev.parley.cli.terminal;

import dev.parley.cli.chat.ChatEvent;
import dev.parley.remote.NodeException;
import java.io.Console;
import java.io.IOError;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultParser;
import org.jline.reader.impl.completer.StringsCompleter;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/**
 * A terminal: lines of the room appear above the line that is being typed. What was typed is erased when it is sent; it
 * appears when the room has said it.
 *
 * <p>Threading: reads on one thread, shows on another.
 */
public final class LineEditor implements Screen, Typing {
    private static final int[] COLORS = {
        AttributedStyle.CYAN,
        AttributedStyle.GREEN,
        AttributedStyle.YELLOW,
        AttributedStyle.MAGENTA,
        AttributedStyle.BLUE,
        AttributedStyle.RED
    };
    private static final AttributedStyle FAINT = AttributedStyle.DEFAULT.faint();
    private static final AttributedStyle ALARM = AttributedStyle.BOLD.foreground(AttributedStyle.YELLOW);

    private final Terminal terminal;
    private final LineReader reader;
    private final String user;
    private final boolean isColored = System.getenv("NO_COLOR") == null;
    private volatile boolean isClosed;

    private LineEditor(Terminal terminal, LineReader reader, String user) {
        this.terminal = terminal;
        this.reader = reader;
        this.user = user;
    }

    /** Whether stdin and stdout are a terminal. */
    public static boolean isPossible() {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    }

    /** Takes the terminal over until it is closed. */
    public static LineEditor open(String user, String... moreCommands) {
        try {
            Terminal terminal = TerminalBuilder.builder().system(true).build();
            DefaultParser parser = new DefaultParser();
            parser.setEscapeChars(null);
            LineReader reader = LineReaderBuilder.builder()
                    .terminal(terminal)
                    .parser(parser)
                    .completer(new StringsCompleter(commands(moreCommands)))
                    .option(LineReader.Option.ERASE_LINE_ON_FINISH, true)
                    .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                    .build();
            return new LineEditor(terminal, reader, user);
        } catch (IOException e) {
            throw new NodeException("cannot use this terminal: " + e.getMessage() + "; try it with '| cat' behind", e);
        }
    }

    private static List<String> commands(String... more) {
        return Stream.concat(Stream.of("/who", "/where", "/quit"), Stream.of(more))
                .toList();
    }

    @Override
    public void readInto(Conversation conversation) throws IOException, InterruptedException {
        while (true) {
            try {
                List<String> typed = reader.readLine(prompt()).lines().toList();
                for (String line : typed) {
                    if (!line.isBlank()) {
                        conversation.type(line);
                    }
                }
            } catch (UserInterruptException _) {
                conversation.leave();
                return;
            } catch (EndOfFileException _) {
                return;
            } catch (IllegalStateException | IOError broken) {
                if (isClosed) { // after /quit the conversation ends while this waits for the next line
                    return;
                }
                throw new IOException("the terminal is gone: " + broken.getMessage(), broken);
            }
        }
    }

    @Override
    public boolean show(ChatEvent event) {
        render(event).ifPresent(reader::printAbove);
        return true;
    }

    @Override
    public void complain(String text) {
        print(text, ALARM);
    }

    /** Prints a line above the one that is being typed. */
    public void print(String text) {
        print(text, FAINT);
    }

    private void print(String text, AttributedStyle style) {
        reader.printAbove(new AttributedString(PlainText.printable(text), isColored ? style : AttributedStyle.DEFAULT));
    }

    @Override
    public void close() {
        isClosed = true;
        try {
            terminal.close();
        } catch (IOException _) {
            // it is gone, and with it whoever could read about that
        }
    }

    private String prompt() {
        return new AttributedStringBuilder()
                .style(isColored ? FAINT : AttributedStyle.DEFAULT)
                .append(user)
                .append("> ")
                .toAnsi(terminal);
    }

    private Optional<AttributedString> render(ChatEvent event) {
        if (!isColored) {
            return PlainText.of(event).map(AttributedString::new);
        }
        return PlainText.of(event).map(text -> switch (event) {
            case ChatEvent.Said said -> said(said, text);
            case ChatEvent.Room _, ChatEvent.WhereAnswer _ -> new AttributedString(text, ALARM);
            case ChatEvent.Joined _,
                    ChatEvent.Left _,
                    ChatEvent.WhoAnswer _,
                    ChatEvent.Refused _,
                    ChatEvent.Disconnected _ -> new AttributedString(text, FAINT);
        });
    }

    private AttributedString said(ChatEvent.Said said, String text) {
        AttributedStyle color = AttributedStyle.DEFAULT.foreground(
                COLORS[Math.floorMod(said.user().hashCode(), COLORS.length)]);
        int head = said.user().length() + 1;
        return new AttributedStringBuilder()
                .append(text.substring(0, head), said.user().equals(user) ? color.bold() : color)
                .append(text.substring(head))
                .toAttributedString();
    }
}
