package dev.parley.remote.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.ActorAddress;
import dev.parley.NodeId;
import dev.parley.remote.translation.Addresses;
import dev.parley.remote.translation.Senders;
import dev.parley.spi.MessageRef;
import org.junit.jupiter.api.Test;

class SendersTest {
    private final ActorAddress outside = new ActorAddress(new NodeId("b", 9001, 1), "/guest/7", 0);
    private final Senders senders = new Senders(() -> outside);
    private final MessageRef<?> one = new PausesTest.Filling("/user/x", 1);
    private final MessageRef<?> other = new PausesTest.Filling("/spawned/7/x", 1);

    @Test
    void namesActorsOfOneIncarnationEachByItsOwnAddress() {
        for (int i = 0; i < 2; i++) {
            assertThat(senders.wire(one)).isEqualTo(Addresses.wire(one.address()));
            assertThat(senders.wire(other)).isEqualTo(Addresses.wire(other.address()));
        }
    }

    @Test
    void makesTheNameOfAnActorOnce() {
        assertThat(senders.wire(one)).isSameAs(senders.wire(one));
    }

    @Test
    void namesCodeOutsideOfActors() {
        assertThat(senders.wire(null)).isEqualTo(Addresses.wire(outside));
    }
}
