package dev.parley.wire;

/** The syntax of an actor's path: {@code /name/name…}, so short and so plain that every language can check it. */
final class WirePath {

    /** Longest name between two slashes, in characters. */
    static final int MAX_NAME_CHARACTERS = 64;

    /** Deepest path, in names. */
    static final int MAX_DEPTH = 32;

    /** Longest path, in bytes: every name at its longest, each with its slash. */
    static final int MAX_BYTES = MAX_DEPTH * (MAX_NAME_CHARACTERS + 1);

    private WirePath() {}

    /** What is wrong with a path, or the empty text. */
    static String complaintAbout(String path) {
        if (path.isEmpty() || path.charAt(0) != '/') {
            return "a path begins with '/'";
        }
        int depth = 0;
        int start = 1;
        while (start <= path.length()) {
            int slash = path.indexOf('/', start);
            int end = slash < 0 ? path.length() : slash;
            String complaint = complaintAboutName(path, start, end);
            if (!complaint.isEmpty()) {
                return complaint;
            }
            depth++;
            start = end + 1;
        }
        return depth > MAX_DEPTH ? "a path of " + depth + " names is deeper than " + MAX_DEPTH : "";
    }

    private static String complaintAboutName(String path, int start, int end) {
        int characters = end - start;
        if (characters < 1 || characters > MAX_NAME_CHARACTERS) {
            return "a name in a path has 1 to " + MAX_NAME_CHARACTERS + " characters, not " + characters;
        }
        if (characters <= 2 && "..".regionMatches(0, path, start, characters)) {
            return "'.' and '..' are no names in a path: other programs would climb";
        }
        for (int i = start; i < end; i++) {
            char c = path.charAt(i);
            if (!isLetterOrDigit(c) && c != '_' && c != '.' && c != '~' && c != '-') {
                return "character " + (int) c + " is not allowed in a path";
            }
        }
        return "";
    }

    static boolean isLetterOrDigit(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }
}
