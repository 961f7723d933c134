package dev.parley.cluster;

/**
 * What goes from the driver of one node to that of another. Whoever has the key of the cluster can write one, a guest
 * too; {@link Acquaintance} tells which are genuine.
 */
sealed interface PeerLetter {
    /** Who says that it wrote it, as {@code host:port} in the list of peers. */
    String from();

    /** What the receiver is to show whenever it writes back. */
    long given();

    /** What the receiver has given to the writer; 0 if the writer does not know. */
    long shown();

    /** A message of the placement. */
    record Said(String from, long given, long shown, PeerMessage message) implements PeerLetter {}

    /** The answer to a letter that showed the wrong thing: show {@code given}, if we agree on the terms. */
    record Introduction(String from, long given, long shown, Terms terms) implements PeerLetter {}
}
