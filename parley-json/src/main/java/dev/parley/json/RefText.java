package dev.parley.json;

import dev.parley.wire.CborReader;
import dev.parley.wire.CborWriter;
import dev.parley.wire.WireError;
import dev.parley.wire.WireException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A ref as the address that people know, and behind it the incarnation of the node: {@code
 * actor://10.0.0.2:9002/user/room#3073@177}. Incarnations are unsigned; those that are 0 are left out.
 */
final class RefText {
    private static final int PARTS = 5;

    /** A host, a path and three numbers at their longest, with room. */
    private static final int LONGEST = 2_500;

    private static final Pattern TEXT = Pattern.compile(
            "actor://(?:\\[([^\\[\\]]+)]|([^/:#@\\[\\]]+)):(\\d{1,5})(/[^#@]*)(?:#(\\d{1,20}))?(?:@(\\d{1,20}))?");

    private RefText() {}

    static String read(CborReader in) throws WireException {
        in.beginArray();
        String host = in.readText();
        long port = in.readLong();
        long node = in.readLong();
        String path = in.readText();
        long actor = in.readLong();
        in.end();
        String bracketed = host.indexOf(':') < 0 ? host : "[" + host + "]";
        return "actor://" + bracketed + ":" + port + path + suffix('#', actor) + suffix('@', node);
    }

    private static String suffix(char mark, long incarnation) {
        return incarnation == 0 ? "" : mark + Long.toUnsignedString(incarnation);
    }

    static void write(String text, CborWriter out) throws WireException {
        Matcher parts = TEXT.matcher(text);
        if (text.length() > LONGEST || !parts.matches()) {
            throw TextForm.mismatch("an address such as actor://host:port/user/name#incarnation@node", text);
        }
        out.beginArray(PARTS);
        out.writeText(parts.group(1) == null ? parts.group(2) : parts.group(1));
        out.writeLong(Long.parseLong(parts.group(3)));
        out.writeLong(incarnation(parts.group(6)));
        out.writeText(parts.group(4));
        out.writeLong(incarnation(parts.group(5)));
        out.end();
    }

    private static long incarnation(@Nullable String digits) throws WireException {
        try {
            return digits == null ? 0 : Long.parseUnsignedLong(digits);
        } catch (NumberFormatException beyond) {
            throw new WireException(WireError.OUT_OF_RANGE, "incarnation " + digits + " is above 2^64 - 1");
        }
    }
}
