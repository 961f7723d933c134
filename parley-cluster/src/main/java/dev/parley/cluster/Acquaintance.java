package dev.parley.cluster;

import dev.parley.NodeId;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Which letters are a peer's own. A message has no sender that its receiver could look at, and the name of a driver is
 * no secret. But what is sent to a peer's address comes to that peer only. So each node gives each peer a number that
 * nobody can guess, in what it sends there, and believes a letter that shows it. A letter that does not is answered, to
 * the address of the peer that it names, with what to show; the answer shows what came with that letter, so only
 * whoever was really written to can give it. Nobody needs to be introduced twice, unless one of the two forgets.
 *
 * <p>In the introduction stand the terms too. Who goes by others is not believed, and does not believe.
 *
 * <p>Threading: confined to the {@link SingletonDriver}. Limits: two longs for each peer; one answer to each letter.
 */
final class Acquaintance {
    private final List<String> names;
    private final int self;
    private final Terms terms;
    private final long[] given;
    private final long[] got;

    /** What comes of a letter. */
    sealed interface Reading {
        /** A peer says this. */
        record Heard(int from, PeerMessage message) implements Reading {}

        /** Send this to the peer whose letter it claims to be. */
        record Answer(int to, PeerLetter letter) implements Reading {}

        /** A peer goes by other terms. */
        record Differs(int from, Terms theirs) implements Reading {}

        /** Somebody speaks for a node that is in no list here. */
        record Unlisted() implements Reading {}

        /** Nothing is to be done. */
        record Nothing() implements Reading {}
    }

    /** Knows nobody yet. {@code secrets} are numbers that nobody can guess. */
    Acquaintance(Peers peers, Terms terms, LongSupplier secrets) {
        this.names = peers.nodes().stream().map(NodeId::hostAndPort).toList();
        this.self = peers.self();
        this.terms = terms;
        this.given = peers.nodes().stream().mapToLong(_ -> secrets.getAsLong()).toArray();
        this.got = new long[peers.size()];
    }

    /** A letter to a peer. */
    PeerLetter letter(int to, PeerMessage message) {
        return new PeerLetter.Said(names.get(self), given[to], got[to], message);
    }

    /** A letter has come. */
    Reading read(PeerLetter letter) {
        int from = names.indexOf(letter.from());
        if (from < 0) {
            return new Reading.Unlisted();
        }
        if (from == self) {
            return new Reading.Nothing();
        }
        boolean isGenuine = letter.shown() == given[from];
        return switch (letter) {
            case PeerLetter.Said said
            when isGenuine -> {
                got[from] = said.given();
                yield new Reading.Heard(from, said.message());
            }
            case PeerLetter.Said said ->
                new Reading.Answer(
                        from, new PeerLetter.Introduction(names.get(self), given[from], said.given(), terms));
            case PeerLetter.Introduction _ when !isGenuine -> new Reading.Nothing();
            case PeerLetter.Introduction other
            when !other.terms().equals(terms) -> new Reading.Differs(from, other.terms());
            case PeerLetter.Introduction introduction -> {
                got[from] = introduction.given();
                yield new Reading.Nothing();
            }
        };
    }
}
