package dev.parley.cli.chat;

import java.util.regex.Pattern;

/**
 * Who sits in the room.
 *
 * @param user the name
 * @param token one client of that name; drawn at random, kept for its whole life
 * @param session counts the sessions of that client: a later one replaces an earlier
 */
record Seat(String user, String token, int session) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,32}");

    /** Whether the user has a name that can be told from what is said; a client may be anybody's program. */
    boolean hasName() {
        return NAME.matcher(user).matches();
    }

    boolean isSameClient(Seat other) {
        return token.equals(other.token);
    }
}
