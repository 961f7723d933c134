package dev.parley.remote.link;

import dev.parley.remote.translation.Addresses;
import dev.parley.spi.MessageRef;
import dev.parley.wire.Frame;
import dev.parley.wire.WireRef;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells the peer of one link which actors here cannot keep up with it, and when they can again. When a mailbox fills up
 * is seen where messages come in; when it empties, by looking at those few now and then, so that an actor pays nothing.
 *
 * <p>Threading: the loop. Limits: see {@link Pauses}; {@value Pauses#LOOKS} looks each {@value #SOONEST_MILLIS} ms,
 * or each {@value #LATEST_MILLIS} ms while nothing changes.
 */
final class Brake {
    private static final long SOONEST_MILLIS = 1;
    private static final long LATEST_MILLIS = 16;
    private static final long NANOS_A_MILLI = 1_000_000;

    private final LinkedNode node;
    private final Link link;
    private final Outbound outbound;
    private final WakeUp wakeUp;
    private long pauseMillis = SOONEST_MILLIS;

    Brake(LinkedNode node, Link link, Outbound outbound) {
        this.node = node;
        this.link = link;
        this.outbound = outbound;
        this.wakeUp = new WakeUp(node, this::look);
    }

    /** The peer has sent this actor a message. */
    void delivered(MessageRef<?> actor, LinkSession session) {
        if (session.peerHas(Frame.Hello.Offer.PAUSES) && session.pauses.mustPause(actor)) {
            List<String> names = node.exposures().names(Parking.Key.of(actor.address()));
            // of more names some of what is for it could not be held
            if (names.size() <= Frame.Pause.MAX_NAMES && session.pauses.paused(actor, names)) {
                outbound.system(session, number -> new Frame.Pause(number, wire(actor), names));
                soon();
            }
        }
    }

    private void soon() {
        pauseMillis = SOONEST_MILLIS;
        wakeUp.at(node.nanoTime() + pauseMillis * NANOS_A_MILLI);
    }

    /** The actor itself, not the adapter that a message came by. */
    private static WireRef wire(MessageRef<?> actor) {
        WireRef ref = Addresses.wire(actor.address());
        return new WireRef(ref.node(), Parking.Key.of(ref).path(), ref.incarnation());
    }

    private void look() {
        LinkSession session = link.session();
        Pauses pauses = session.pauses;
        boolean resumed = false;
        for (int looks = pauses.looks(); looks > 0; looks--) {
            Pauses.@Nullable Paused next = pauses.look(session.lanes::isPast);
            if (next != null) {
                int room = next.room();
                outbound.system(session, number -> new Frame.Resume(number, wire(next.actor()), room));
                resumed = true;
            }
        }
        link.sendControl();
        if (pauses.isHolding()) {
            pauseMillis = resumed ? SOONEST_MILLIS : Math.min(2 * pauseMillis, LATEST_MILLIS);
            wakeUp.at(node.nanoTime() + pauseMillis * NANOS_A_MILLI);
        }
    }

    /** The peer has gone on as it was told. */
    void answered(Frame.Resumed answer, LinkSession session) {
        session.pauses.answered(Parking.Key.of(answer.actor()), answer.held());
        if (session.pauses.isHolding()) {
            soon();
        }
    }
}
