package dev.parley.router;

import java.util.List;
import java.util.function.Function;

/** Which of the live places a message goes to. Pure but for the turn it remembers. */
sealed interface Choice<M> {
    /** One of {@code places}, which are the numbers of those that live, ascending; there is one at least. */
    int place(M message, List<Integer> places);

    /** One after the other. */
    final class RoundRobin<M> implements Choice<M> {
        private int turn;

        @Override
        public int place(M message, List<Integer> places) {
            turn = turn < places.size() ? turn : 0;
            return places.get(turn++);
        }
    }

    /**
     * The same key to the same place. When a place goes, only the keys that were there move; they come back with it.
     *
     * <p>Source: Thaler and Ravishankar, "Using Name-Based Mappings to Increase Hit Rates" (1998), rendezvous hashing.
     */
    record ByKey<M>(Function<? super M, ?> key) implements Choice<M> {
        @Override
        public int place(M message, List<Integer> places) {
            long hash = key.apply(message).hashCode();
            int best = places.getFirst();
            for (int place : places) {
                best = weight(hash, place) > weight(hash, best) ? place : best;
            }
            return best;
        }

        /** The mixing function of Steele, Lea and Flood, "Fast Splittable Pseudorandom Number Generators" (2014). */
        private static long weight(long hash, int place) {
            long mixed = hash * 0x9e3779b97f4a7c15L + place * 0xbf58476d1ce4e5b9L;
            mixed = (mixed ^ (mixed >>> 30)) * 0xbf58476d1ce4e5b9L;
            mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
            return mixed ^ (mixed >>> 31);
        }
    }
}
