package dev.parley.testkit.remote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.ActorRef;
import dev.parley.remote.Endpoint;
import dev.parley.remote.Node;
import dev.parley.remote.transport.NodeEnvironment;
import dev.parley.wire.Frame;
import dev.parley.wire.WireBytes;
import dev.parley.wire.WireError;
import dev.parley.wire.WireNode;
import dev.parley.wire.WireRef;
import dev.parley.wire.WireSlot;
import java.util.function.BooleanSupplier;

/**
 * A node under attack: a subclass gives one with an exported desk, a correct node that uses it, and the world of the
 * attacker.
 */
abstract class HostileScene {
    /** The node under attack. */
    abstract Node victim();

    /** What a correct node has for the victim's desk. */
    abstract ActorRef<Desk.Cmd> desk();

    abstract NodeEnvironment attacker();

    abstract void until(String what, BooleanSupplier condition);

    final Endpoint at() {
        return new Endpoint(victim().id().host(), victim().id().port());
    }

    final RawPeer dial() {
        RawPeer peer = RawPeer.dial(attacker(), at());
        until("the connection is open", peer::isOpen);
        return peer;
    }

    /** A peer that was let in. */
    final RawPeer admitted() {
        RawPeer peer = dial();
        peer.send(RawPeer.hello());
        until("the victim says HELLO", () -> peer.count(Frame.Hello.class) == 1);
        peer.goOn();
        until("the link is up", () -> peer.count(Frame.Heartbeat.class) > 0);
        return peer;
    }

    /** Its lane. */
    final RawPeer laneOf(RawPeer control) {
        Frame.Hello hello = control.welcome();
        RawPeer lane = dial();
        lane.send(RawPeer.hello(
                new Frame.Hello.Session(RawPeer.SESSION, hello.session().own(), 0, 0)));
        until("the victim says HELLO", () -> lane.count(Frame.Hello.class) == 1);
        return lane;
    }

    final WireRef deskRef() {
        return new WireRef(victimNode(), "/user/desk", 0);
    }

    final WireNode victimNode() {
        return new WireNode(
                victim().id().host(), victim().id().port(), victim().id().incarnation());
    }

    static WireRef own(String path) {
        return new WireRef(RawPeer.SELF, path, 5);
    }

    static Frame.User user(WireRef to, WireRef from) {
        return new Frame.User(
                to, from, WireSlot.NONE, 0, new Frame.Body("Note", WireBytes.of(new byte[] {(byte) 0xA0})));
    }

    /** The connection ends with that reason, the log says so, and a correct peer is served. */
    final void assertRefused(RawPeer peer, WireError reason, String logged, Runnable misdeed) {
        try (LogLines log = new LogLines()) {
            misdeed.run();
            until("the connection ends", peer::isClosed);
            until("the log says " + logged, () -> log.count(logged) > 0);
        }
        assertThat(peer.bye()).isNotNull().extracting(Frame.Bye::reason).isEqualTo(reason);
        assertServed();
    }

    final void assertServed() {
        assertThat(desk().ask(new Desk.Count())).isNotNegative();
        assertThat(victim().peers()).as("links").hasSizeLessThan(5);
    }
}
