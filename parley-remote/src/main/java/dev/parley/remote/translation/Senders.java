package dev.parley.remote.translation;

import dev.parley.ActorAddress;
import dev.parley.spi.MessageRef;
import dev.parley.wire.WireRef;
import java.lang.ref.WeakReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Those who sent last, as the wire writes them: to make an address takes longer than to write it.
 *
 * <p>Threading: the loop. Limits: {@value #PLACES}; a new one takes the place of an older. Keeps no actor alive.
 */
public final class Senders {
    private static final int PLACES = 64;

    /** Known by itself: an incarnation may be that of two actors, as those who spawn from afar choose it. */
    private static final class Known extends WeakReference<MessageRef<?>> {
        private final WireRef wire;

        private Known(MessageRef<?> sender, WireRef wire) {
            super(sender);
            this.wire = wire;
        }
    }

    private final Supplier<ActorAddress> outside;
    private final @Nullable Known[] known = new @Nullable Known[PLACES];

    /** {@code outside} is the address of code outside of actors. */
    public Senders(Supplier<ActorAddress> outside) {
        this.outside = outside;
    }

    /** An actor of this node; null is code outside of actors. */
    public WireRef wire(@Nullable MessageRef<?> sender) {
        if (sender == null) {
            return Addresses.wire(outside.get());
        }
        int place = (int) sender.incarnation() & (PLACES - 1);
        Known before = known[place];
        if (before != null && before.refersTo(sender)) {
            return before.wire;
        }
        WireRef made = Addresses.wire(sender.address());
        known[place] = new Known(sender, made);
        return made;
    }
}
