package dev.parley.metrics;

import dev.parley.remote.PeerSnapshot;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What was lost on all links that were ever seen. A link that is forgotten takes its number along, as that of a guest
 * does which leaves, but a counter must not go back: who reads it takes that for a new start, and counts all again.
 *
 * <p>Threading: any thread. Limits: one number for each link; what was lost since the look before and was forgotten
 * then is not in it.
 */
final class Losses {
    private Map<Place, Long> known = new HashMap<>();
    private long total;

    /** Where a link leads, whoever lives there. Guests of one name count together. */
    private record Place(String at, String guest) {
        static Place of(PeerSnapshot peer) {
            return new Place(peer.node().hostAndPort(), peer.guest() ? "guest " + peer.name() : "");
        }

        boolean isGuest() {
            return !guest.isEmpty();
        }
    }

    /** The sum, as of now. */
    synchronized long total(List<PeerSnapshot> peers) {
        Map<Place, Long> now = new HashMap<>();
        peers.forEach(peer -> now.merge(Place.of(peer), peer.lost(), Long::sum));
        now.forEach((place, lost) -> total += growth(place, lost));
        known = now;
        return total;
    }

    private long growth(Place place, long lost) {
        long before = known.getOrDefault(place, 0L);
        if (lost >= before) {
            return lost - before;
        }
        return place.isGuest() ? 0 : lost; // another guest of that name has left; a link to a member has begun anew
    }
}
