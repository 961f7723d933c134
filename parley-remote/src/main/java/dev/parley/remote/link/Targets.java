package dev.parley.remote.link;

import dev.parley.remote.payload.Messages;
import dev.parley.spi.MessageRef;
import dev.parley.wire.ProtocolCodec;
import dev.parley.wire.WireRef;
import org.jspecify.annotations.Nullable;

/**
 * Those who were meant last by what came over a link: most frames are for an actor that an earlier one was for, and
 * the decoder then gives the very same ref. A name without an incarnation means whoever is exported there now, so it is
 * looked up again when any name has changed; an actor that has ended refuses by itself.
 *
 * <p>Threading: the loop. Limits: {@value #PLACES}; a new one takes the place of an older.
 */
final class Targets {
    private static final int PLACES = 64;

    /** Who is meant, and what reads messages for it. */
    record Target(MessageRef<?> ref, ProtocolCodec codec) {}

    /**
     * One who was found.
     *
     * @param changes of names when that was
     */
    private record Known(WireRef ref, Target target, long changes) {}

    private final Exposures exposures;
    private final Messages messages;
    private final @Nullable Known[] places = new @Nullable Known[PLACES];

    Targets(Exposures exposures, Messages messages) {
        this.exposures = exposures;
        this.messages = messages;
    }

    /** Who was meant by this very ref, and still is; null if that is not known. */
    @SuppressWarnings("ReferenceEquality") // an equal one may not have been looked up here
    @Nullable
    Target known(WireRef ref) {
        Known known = places[place(ref)];
        return known != null && known.ref == ref && (ref.incarnation() != 0 || known.changes == exposures.changes())
                ? known.target
                : null;
    }

    /** Who is meant by a ref of this node; null if nobody is reached by it. */
    @Nullable
    Target find(WireRef ref) {
        long changes = exposures.changes(); // before the look
        Exposures.Exposed found = exposures.find(ref.path(), ref.incarnation()).orElse(null);
        if (found == null) {
            return null;
        }
        Target target = new Target(found.ref(), messages.codec(found.protocol()));
        if (found.protocol() != Object.class) { // that one can be told nothing yet
            places[place(ref)] = new Known(ref, target, changes);
        }
        return target;
    }

    private static int place(WireRef ref) {
        return (int) (ref.incarnation() ^ ref.path().hashCode()) & (PLACES - 1);
    }
}
