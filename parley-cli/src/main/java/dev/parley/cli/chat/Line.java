package dev.parley.cli.chat;

/**
 * What somebody said. The same line is (token, number), in whatever room it stands; a client's numbers have no gap.
 *
 * @param seq its place in the room of one life, from 1
 * @param user who said it
 * @param token which client of that user
 * @param number how many lines that client has said, this one included
 * @param text what
 */
record Line(long seq, String user, String token, long number, String text) {
    Line at(long otherSeq) {
        return new Line(otherSeq, user, token, number, text);
    }
}
