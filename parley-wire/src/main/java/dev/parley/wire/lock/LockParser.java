package dev.parley.wire.lock;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the text of a lock line by line; what is wrong is refused with the number of its line and the remedy. */
final class LockParser {

    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final String ID_FORM =
            "'ID NAME' (in a record 'ID NAME TYPE'), '-' before the NAME if it is retired,"
                    + " 'was FORMER' at the end if it had another";

    private final List<LockedType> types = new ArrayList<>();
    private final Map<String, Integer> lineByName = new TreeMap<>();
    private @Nullable LockedType open;
    private final List<LockedId> ids = new ArrayList<>();
    private final List<Integer> lines = new ArrayList<>();
    private int number;

    private LockParser() {}

    static ProtocolLock parse(String text) {
        LockParser parser = new LockParser();
        boolean begun = false;
        for (String line : text.lines().toList()) {
            parser.number++;
            if (line.isBlank()) {
                continue;
            }
            if (begun) {
                parser.within(() -> parser.line(line));
            } else {
                parser.within(() -> requireVersion(line));
                begun = true;
            }
        }
        if (!begun) {
            throw new IllegalArgumentException(
                    "protocol.lock line 1: it is empty: begin with '" + ProtocolLock.VERSION + "'");
        }
        parser.within(parser::close);
        return new ProtocolLock(parser.types);
    }

    /** A refusal says in which line. */
    private void within(Runnable reading) {
        try {
            reading.run();
        } catch (IllegalArgumentException refused) {
            throw new IllegalArgumentException("protocol.lock line " + number + ": " + refused.getMessage(), refused);
        }
    }

    private static void requireVersion(String line) {
        if (!line.strip().equals(ProtocolLock.VERSION)) {
            throw new IllegalArgumentException("'" + line.strip() + "' is no version that is known here: begin with '"
                    + ProtocolLock.VERSION + "', or use the Parley that wrote the file");
        }
    }

    private void line(String line) {
        List<String> words = Arrays.asList(BLANKS.split(line.strip()));
        if (Character.isWhitespace(line.charAt(0))) {
            id(words);
        } else {
            header(words);
        }
    }

    private void header(List<String> words) {
        Optional<LockedType.Kind> kind = Arrays.stream(LockedType.Kind.values())
                .filter(one -> one.word().equals(words.getFirst()))
                .findFirst();
        if (kind.isEmpty() || words.size() < 2) {
            throw new IllegalArgumentException("'" + String.join(" ", words)
                    + "' begins no type: write 'record NAME', 'sealed NAME' or 'enum NAME', 'was FORMER' behind it if"
                    + " it had another, and indent the lines of its ids; comments are not kept");
        }
        close();
        LockedType type = new LockedType(kind.get(), words.get(1), formers(words.subList(2, words.size())), List.of());
        claim(type.name());
        type.was().forEach(this::claim);
        open = type;
    }

    private void claim(String name) {
        Integer before = lineByName.putIfAbsent(name, number);
        if (before != null) {
            throw new IllegalArgumentException("'" + name + "' names a type in line " + before
                    + " already: keep one of the two, with the lines of both");
        }
    }

    private void id(List<String> words) {
        if (open == null) {
            throw new IllegalArgumentException("an id without a type: write 'record NAME', 'sealed NAME' or 'enum NAME'"
                    + " above, without indentation");
        }
        int id = number(words.getFirst());
        boolean retired = words.size() > 1 && words.get(1).equals(LockedId.RETIRED);
        int name = retired ? 2 : 1;
        boolean typed = open.kind() == LockedType.Kind.RECORD;
        int rest = typed ? name + 2 : name + 1;
        if (words.size() < rest) {
            throw notRead(words);
        }
        String type = typed ? words.get(name + 1) : "";
        ids.add(new LockedId(id, retired, words.get(name), type, formers(words.subList(rest, words.size()))));
        lines.add(number);
    }

    private static int number(String word) {
        try {
            return Integer.parseInt(word);
        } catch (NumberFormatException _) {
            throw new IllegalArgumentException("'" + word + "' is no id: write " + ID_FORM);
        }
    }

    private static List<String> formers(List<String> words) {
        if (words.isEmpty()) {
            return List.of();
        }
        if (!words.getFirst().equals(LockedId.WAS) || words.size() == 1) {
            throw notRead(words);
        }
        return words.subList(1, words.size());
    }

    private static IllegalArgumentException notRead(List<String> words) {
        return new IllegalArgumentException("'" + String.join(" ", words) + "' cannot be read: write " + ID_FORM);
    }

    /** Ends the type that is open. Its ids go into it all at once: a peer sends locks, and may send a long one. */
    private void close() {
        if (open == null) {
            return;
        }
        try {
            types.add(open.withIds(ids));
        } catch (IllegalArgumentException refused) {
            number = lineOfFault(open);
            throw refused;
        }
        ids.clear();
        lines.clear();
    }

    /** The first line with which its ids are refused: found by halves, since with a line more they are refused, too. */
    private int lineOfFault(LockedType type) {
        int fit = 0;
        int refused = ids.size();
        while (refused - fit > 1) {
            int middle = (fit + refused) >>> 1;
            if (isRefused(type, ids.subList(0, middle))) {
                refused = middle;
            } else {
                fit = middle;
            }
        }
        return lines.get(fit);
    }

    private static boolean isRefused(LockedType type, List<LockedId> ids) {
        try {
            type.withIds(ids);
            return false;
        } catch (IllegalArgumentException _) {
            return true;
        }
    }
}
