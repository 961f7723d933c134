package dev.parley.remote.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.remote.LinkConfig;
import dev.parley.wire.Frame;
import dev.parley.wire.WireBytes;
import dev.parley.wire.WireNode;
import dev.parley.wire.WireRef;
import dev.parley.wire.WireSlot;
import java.util.List;
import org.junit.jupiter.api.Test;

class ParkingTest {
    private static final WireNode NODE = new WireNode("b", 9001, 1);
    private static final WireRef ROOM = actor("/user/room", 7);
    private static final WireRef HALL = actor("/user/hall", 8);

    private final Aside aside = new Aside(LinkConfig.defaults().withQueue(20, 1_000));
    private final Parking parking = new Parking(aside);

    private static WireRef actor(String path, long incarnation) {
        return new WireRef(NODE, path, incarnation);
    }

    private boolean pause(WireRef actor, String... names) {
        return parking.pause(new Frame.Pause(1, actor, List.of(names)));
    }

    private static Parking.Parked message(WireRef to, int bytes) {
        Frame.Body body = new Frame.Body("m", WireBytes.of(new byte[bytes]));
        Frame frame = new Frame.User(to, WireRef.NONE, WireSlot.NONE, 0, body);
        return new Parking.Parked(new Outgoing.Relay(frame, 0), null, bytes);
    }

    private void add(WireRef to, int count) {
        for (int i = 1; i <= count; i++) {
            parking.add(Parking.Key.of(to), message(to, i));
        }
    }

    private static List<Integer> sizes(List<Parking.Parked> parked) {
        return parked.stream().map(Parking.Parked::bytes).toList();
    }

    private boolean isPaused(String path, long incarnation) {
        return parking.isPaused(Parking.Key.of(path, incarnation));
    }

    @Test
    void holdsForAnActorItsAdaptersAndItsNamesAndForNobodyElse() {
        pause(ROOM, "/user/lobby");
        assertThat(isPaused("/user/room", 7)).isTrue();
        assertThat(isPaused("/user/room/~Talk", 7)).isTrue();
        assertThat(isPaused("/user/lobby", 0)).isTrue();
        assertThat(isPaused("/user/room", 8)).as("another life").isFalse();
        assertThat(isPaused("/user/room", 0))
                .as("whoever has a name that was not told")
                .isFalse();
        assertThat(isPaused("/user/room/~Talk/x", 7)).as("below an adapter").isFalse();
        assertThat(isPaused("/user/lobby/~Talk", 0)).isFalse();
    }

    @Test
    void holdsForAnActorWithoutANameOfItsOwnAndItsAdapters() {
        pause(actor("/user/~9", 9));
        assertThat(isPaused("/user/~9", 9)).isTrue();
        assertThat(isPaused("/user/~9/~Talk", 9)).isTrue();
        assertThat(isPaused("/user/~9/child", 10)).isFalse();
        assertThat(isPaused("/user/~8", 8)).isFalse();
    }

    @Test
    void letsGoInOneOrderWhateverAddressWasUsed() {
        pause(ROOM, "/user/lobby");
        parking.add(Parking.Key.of("/user/room", 7), message(ROOM, 1));
        parking.add(Parking.Key.of("/user/lobby", 0), message(ROOM, 2));
        parking.add(Parking.Key.of("/user/room/~Talk", 7), message(ROOM, 3));
        assertThat(sizes(parking.resume(ROOM, 100).leaving())).containsExactly(1, 2, 3);
    }

    @Test
    void letsNoMoreGoThanThereIsRoomFor() {
        pause(ROOM);
        add(ROOM, 5);
        Parking.Release first = parking.resume(ROOM, 2);
        assertThat(sizes(first.leaving())).containsExactly(1, 2);
        assertThat(first.holdsMore()).isTrue();
        assertThat(isPaused("/user/room", 7)).as("still").isTrue();
        Parking.Release second = parking.resume(ROOM, 3);
        assertThat(sizes(second.leaving())).containsExactly(3, 4, 5);
        assertThat(second.holdsMore()).isFalse();
        assertThat(parking.isEmpty()).isTrue();
        assertThat(isPaused("/user/room", 7)).isFalse();
    }

    @Test
    void letsNewsGoBehindTheMessagesBeforeItWithoutCountingIt() {
        pause(ROOM);
        add(ROOM, 1);
        parking.add(Parking.Key.of(ROOM), new Parking.Parked(new Outgoing.Greet(), null, 0));
        assertThat(parking.messages()).isEqualTo(1);
        Parking.Release release = parking.resume(ROOM, 1);
        assertThat(release.leaving()).hasSize(2);
        assertThat(release.holdsMore()).isFalse();
    }

    @Test
    void isFullAtHalfOfTheMessagesOrHalfOfTheBytes() {
        pause(ROOM);
        pause(HALL);
        for (int i = 0; i < 9; i++) {
            parking.add(Parking.Key.of(i % 2 == 0 ? ROOM : HALL), message(ROOM, 1));
        }
        assertThat(parking.isFull()).isFalse();
        parking.add(Parking.Key.of(ROOM), message(ROOM, 1));
        assertThat(parking.isFull()).as("10 of 20 messages").isTrue();
        parking.resume(ROOM, Frame.Resume.ALL);
        assertThat(parking.isFull()).isFalse();
        parking.add(Parking.Key.of(HALL), message(HALL, 496));
        assertThat(aside.bytes()).isEqualTo(500);
        assertThat(parking.isFull()).as("500 of 1,000 bytes").isTrue();
        assertThat(parking.drain()).hasSize(5);
        assertThat(aside.bytes()).isZero();
        assertThat(parking.messages()).isZero();
    }

    @Test
    void ignoresThatAnActorWhichIsNotPausedGoesOn() {
        Parking.Release release = parking.resume(ROOM, 5);
        assertThat(release.leaving()).isEmpty();
        assertThat(release.holdsMore()).isFalse();
    }

    @Test
    void keepsANameWithTheFirstActorThatIsPausedUnderIt() {
        pause(ROOM, "/user/lobby");
        parking.add(Parking.Key.of("/user/lobby", 0), message(ROOM, 1));
        pause(HALL, "/user/lobby");
        parking.add(Parking.Key.of("/user/lobby", 0), message(HALL, 2));
        assertThat(parking.resume(HALL, 9).leaving()).isEmpty();
        assertThat(sizes(parking.resume(ROOM, 9).leaving())).containsExactly(1, 2);
        assertThat(isPaused("/user/lobby", 0)).isFalse();
    }

    @Test
    void refusesMoreActorsThanACorrectPeerPauses() {
        for (int i = 1; i <= Parking.MAX_ACTORS; i++) {
            assertThat(pause(actor("/user/n" + i, i))).isTrue();
        }
        assertThat(pause(actor("/user/n1", 1))).as("one of them again").isTrue();
        assertThat(pause(actor("/user/more", 77_777))).isFalse();
    }

    @Test
    void refusesMoreNamesThanACorrectPeerHas() {
        boolean legal = true;
        for (int i = 0; legal && i < Parking.MAX_KEYS; i++) {
            legal = pause(ROOM, "/user/n" + i);
        }
        assertThat(legal).isFalse();
    }
}
