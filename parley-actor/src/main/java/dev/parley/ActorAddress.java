package dev.parley;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where an actor lives: {@code actor://host:port/user/room#7}. The text shows the actor's incarnation; the node's is in
 * {@link #node}. Incarnation 0 (no {@code #}) names whoever is exported under that path, looked up at each arrival.
 *
 * @param node the node, with its incarnation (0 = whichever runs there)
 * @param path {@code /}-separated names, each {@code [A-Za-z0-9_.~-]{1,64}} and neither {@code .} nor {@code ..}, at
 *     most
 *     32 deep
 * @param incarnation which actor of that path; unsigned
 */
public record ActorAddress(NodeId node, String path, long incarnation) {
    /** The longest path, in names. */
    public static final int MAX_DEPTH = 32;

    private static final int MAX_NAME = 64;

    /** The path in one piece: a group that repeats for each name costs stack for each, and strangers write them. */
    private static final Pattern TEXT =
            Pattern.compile("actor://([^/:#\\[\\]]+|\\[[0-9a-fA-F:.]+])(?::(\\d{1,5}))?(/[^#]*)?(?:#(\\d{1,20}))?");

    /** Refuses a path with an illegal name or too many names. */
    public ActorAddress {
        if (!isPath(path)) {
            throw new IllegalArgumentException("not an actor path: '" + path + "': names are [A-Za-z0-9_.~-]{1,64}, "
                    + MAX_DEPTH + " at most, each behind a '/'");
        }
    }

    /** Whether this may be the name of an actor. */
    public static boolean isName(String name) {
        return isName(name, 0, name.length());
    }

    private static boolean isPath(String path) {
        int depth = 0;
        int end;
        for (int start = 0; start < path.length(); start = end) {
            int slash = path.indexOf('/', start + 1);
            end = slash < 0 ? path.length() : slash;
            if (path.charAt(start) != '/' || !isName(path, start + 1, end) || ++depth > MAX_DEPTH) {
                return false;
            }
        }
        return true;
    }

    private static boolean isName(String text, int from, int to) {
        int length = to - from;
        if (length == 0 || length > MAX_NAME || (length <= 2 && "..".regionMatches(0, text, from, length))) {
            return false;
        }
        for (int i = from; i < to; i++) {
            if (!isOfName(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** By hand, as all of the check, because every arriving address goes through it. */
    private static boolean isOfName(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || "_.~-".indexOf(c) >= 0;
    }

    /**
     * Reads what {@link #toString} writes; the node's incarnation is 0.
     *
     * @throws IllegalArgumentException saying what is wrong with it
     */
    public static ActorAddress parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "not an actor address: '" + text + "': write actor://host:port/user/name or …/name#incarnation");
        }
        int port = matcher.group(2) == null ? 0 : Integer.parseInt(matcher.group(2));
        long incarnation = matcher.group(4) == null ? 0 : incarnation(text, matcher.group(4));
        String path = matcher.group(3) == null ? "" : matcher.group(3);
        return new ActorAddress(new NodeId(matcher.group(1), port, 0), path, incarnation);
    }

    private static long incarnation(String text, String digits) {
        try {
            return Long.parseUnsignedLong(digits);
        } catch (NumberFormatException tooLarge) {
            throw new IllegalArgumentException(
                    "not an actor address: '" + text + "': incarnation " + digits + " is above 2^64 - 1", tooLarge);
        }
    }

    /** The last name of the path. */
    public String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    @Override
    public String toString() {
        String text = "actor://" + node + path;
        return incarnation == 0 ? text : text + "#" + Long.toUnsignedString(incarnation);
    }
}
