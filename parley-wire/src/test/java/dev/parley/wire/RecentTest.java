package dev.parley.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RecentTest {
    private final FrameDecoder decoder = new FrameDecoder(WireLimits.defaults());

    private Frame decoded(Frame frame) throws WireException {
        decoder.feed(ByteBuffer.wrap(FrameEncoder.bytesOf(frame)));
        return decoder.next().orElseThrow();
    }

    private static WireRef ref(String path, long incarnation) {
        return new WireRef(new WireNode("10.0.0.1", 9001, 7), path, incarnation);
    }

    private static Frame.User told(WireRef target, String type) {
        return new Frame.User(target, WireRef.NONE, WireSlot.NONE, 0, new Frame.Body(type, WireBytes.EMPTY));
    }

    @Test
    void aRefAndANameThatCameBeforeAreTheSameObjects() throws WireException {
        Frame.User first = (Frame.User) decoded(told(ref("/user/room", 3), "Room.Say"));
        Frame.User second = (Frame.User) decoded(told(ref("/user/room", 3), "Room.Say"));
        assertThat(second.destination()).isSameAs(first.destination());
        assertThat(second.body().type()).isSameAs(first.body().type());
    }

    @Test
    void whateverTakesWhosePlaceEachFrameReadsAsItWasWritten() throws WireException {
        Random random = new Random(1);
        List<Frame> frames = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            String path = "/user/" + "abc".charAt(random.nextInt(3)) + random.nextInt(40);
            frames.add(told(ref(path, random.nextInt(300)), "Room." + random.nextInt(100)));
        }
        for (Frame frame : frames) {
            assertThat(decoded(frame)).isEqualTo(frame);
        }
    }

    @Test
    void bytesThatAreTooManyAreReadAndNotKept() {
        Recent<String> recent = new Recent<>();
        byte[] bytes = new byte[600];
        recent.add(bytes, 0, 512, "kept");
        recent.add(bytes, 0, 513, "not kept");
        assertThat(recent.get(bytes, 0, 512)).isEqualTo("kept");
        assertThat(recent.get(bytes, 0, 513)).isNull();
        assertThat(recent.get(bytes, 88, 512)).isEqualTo("kept");
    }
}
