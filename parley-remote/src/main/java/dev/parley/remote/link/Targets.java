package dev.parley.remote.link;

import dev.parley.wire.WireRef;
import org.jspecify.annotations.Nullable;

/**
 * Those who were meant last by what came over a link: most frames are for an actor that an earlier one was for, and
 * the decoder then gives the very same ref. An address without an incarnation means whoever is exported there now, so
 * that is always looked up; an actor that has ended refuses by itself.
 *
 * <p>Threading: the loop. Limits: {@value #PLACES}; a new one takes the place of an older.
 */
final class Targets {
    private static final int PLACES = 64;

    private final @Nullable WireRef[] refs = new @Nullable WireRef[PLACES];
    private final Exposures.@Nullable Exposed[] exposed = new Exposures.@Nullable Exposed[PLACES];

    /** Who is meant by this very ref; null if that is not known. */
    @SuppressWarnings("ReferenceEquality") // an equal one may not have been looked up here
    Exposures.@Nullable Exposed get(WireRef ref) {
        int place = place(ref);
        return refs[place] == ref ? exposed[place] : null;
    }

    void add(WireRef ref, Exposures.Exposed found) {
        if (ref.incarnation() != 0 && found.protocol() != Object.class) { // that one can be told nothing yet
            int place = place(ref);
            refs[place] = ref;
            exposed[place] = found;
        }
    }

    private static int place(WireRef ref) {
        return (int) ref.incarnation() & (PLACES - 1);
    }
}
