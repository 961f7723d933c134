package dev.parley.remote.translation;

/** The paths of guests' actors: {@code /guest/<id>/…}. */
public final class GuestPath {
    private static final String PREFIX = "/guest/";

    private GuestPath() {}

    public static String of(long guest) {
        return PREFIX + Long.toUnsignedString(guest);
    }

    /** The guest that a path belongs to; 0 when it belongs to none. */
    public static long guest(String path) {
        if (!path.startsWith(PREFIX)) {
            return 0;
        }
        int end = path.indexOf('/', PREFIX.length());
        try {
            return Long.parseUnsignedLong(path.substring(PREFIX.length(), end < 0 ? path.length() : end));
        } catch (NumberFormatException _) {
            return 0;
        }
    }
}
