package dev.parley.remote.link;

import dev.parley.ActorAddress;
import dev.parley.Terminated;
import dev.parley.remote.translation.Addresses;
import dev.parley.spi.MessageRef;
import dev.parley.spi.Watcher;
import dev.parley.wire.WireRef;

/**
 * Somebody over a link watches an actor that is reached through this node. Two are equal when the same watches the
 * same.
 *
 * @param link over which the news goes back
 * @param session the link incarnation it belongs to
 */
record IncomingWatch(Link link, LinkSession session, WireRef target, WireRef watcher) implements Watcher {
    @Override
    public void terminated(MessageRef<?> ref, Terminated.Reason reason) {
        link.post(Outgoing.Ended.of(this, reason, ref.incarnation()));
    }

    @Override
    public ActorAddress address() {
        return Addresses.address(watcher);
    }
}
