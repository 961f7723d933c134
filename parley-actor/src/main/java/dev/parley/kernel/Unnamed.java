package dev.parley.kernel;

/** The names of actors that were spawned without one: {@code ~} and the incarnation, which no other has. */
final class Unnamed {
    private Unnamed() {}

    static String name(long incarnation) {
        return "~" + Long.toUnsignedString(incarnation);
    }

    /** The incarnation in such a name; 0, which no actor has, when it is none. */
    static long number(String name) {
        int length = name.length();
        if (length < 2 || length > 21 || name.charAt(0) != '~' || name.charAt(1) == '0') {
            return 0;
        }
        for (int i = 1; i < length; i++) {
            if (name.charAt(i) < '0' || name.charAt(i) > '9') {
                return 0;
            }
        }
        try {
            return Long.parseUnsignedLong(name, 1, length, 10);
        } catch (NumberFormatException tooLarge) {
            return 0;
        }
    }
}
