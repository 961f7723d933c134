package dev.parley.remote.link;

import dev.parley.ActorAddress;
import dev.parley.spi.MessageRef;
import dev.parley.wire.WireRef;
import org.jspecify.annotations.Nullable;

/**
 * Those who sent last, as the wire writes them: to make an address takes longer than to write it.
 *
 * <p>Threading: the loop. Limits: {@value #PLACES}; a new one takes the place of an older. Keeps no actor alive.
 */
final class Senders {
    private static final int PLACES = 64;

    private final LinkedNode node;
    private final @Nullable WireRef[] known = new @Nullable WireRef[PLACES];

    Senders(LinkedNode node) {
        this.node = node;
    }

    /** An actor of this node; null is code outside of actors. */
    WireRef wire(@Nullable MessageRef<?> sender) {
        if (sender == null) {
            return Addresses.wire(new ActorAddress(node.id(), node.pathPrefix(), 0));
        }
        long incarnation = sender.incarnation(); // no two actors of a process have the same
        int place = (int) incarnation & (PLACES - 1);
        WireRef before = known[place];
        if (before != null && before.incarnation() == incarnation) {
            return before;
        }
        WireRef made = Addresses.wire(sender.address());
        known[place] = made;
        return made;
    }
}
