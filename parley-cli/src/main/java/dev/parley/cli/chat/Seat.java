package dev.parley.cli.chat;

/**
 * Who sits in the room.
 *
 * @param user the name
 * @param token one client of that name; drawn at random, kept for its whole life
 * @param session counts the sessions of that client: a later one replaces an earlier
 */
record Seat(String user, String token, int session) {
    boolean isSameClient(Seat other) {
        return token.equals(other.token);
    }
}
