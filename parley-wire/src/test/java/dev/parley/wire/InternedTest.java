package dev.parley.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class InternedTest {
    private final FrameEncoder encoder = new FrameEncoder();
    private final FrameDecoder decoder = new FrameDecoder(WireLimits.defaults());

    InternedTest() {
        encoder.intern();
    }

    private int encode(Frame frame) throws WireException {
        int before = encoder.size();
        encoder.encode(frame);
        return encoder.size() - before;
    }

    private List<Frame> decoded() throws WireException {
        decoder.feed(ByteBuffer.wrap(encoder.takeAll()));
        List<Frame> frames = new ArrayList<>();
        for (var next = decoder.next(); next.isPresent(); next = decoder.next()) {
            frames.add(next.get());
        }
        return frames;
    }

    private static WireRef ref(String path, long incarnation) {
        return new WireRef(new WireNode("10.0.0.1", 9001, 7), path, incarnation);
    }

    private static Frame.User told(WireRef target, WireRef source, String type) {
        return new Frame.User(target, source, WireSlot.NONE, 0, new Frame.Body(type, WireBytes.EMPTY));
    }

    @Test
    void theSecondFrameNamesAllByPlace() throws WireException {
        Frame.User frame = told(ref("/user/room", 3), ref("/user/ada", 4), "Room.Say");
        assertThat(encode(frame)).isGreaterThan(80);
        assertThat(encode(frame)).isEqualTo(4 + 4 + 2 + 2 + 2);
        List<Frame> read = decoded();
        assertThat(read).containsExactly(frame, frame);
        Frame.User first = (Frame.User) read.get(0);
        Frame.User second = (Frame.User) read.get(1);
        assertThat(second.destination()).isSameAs(first.destination());
        assertThat(second.source()).isSameAs(first.source());
        assertThat(second.body().type()).isSameAs(first.body().type());
    }

    @Test
    void anotherLifeUnderTheSamePathIsAnotherRef() throws WireException {
        WireRef before = new WireRef(new WireNode("10.0.0.1", 9001, 7), "/user/room", 3);
        WireRef after = new WireRef(new WireNode("10.0.0.1", 9001, 8), "/user/room", 3);
        List<Frame> frames = List.of(
                told(before, WireRef.NONE, "A"), told(after, WireRef.NONE, "A"), told(before, WireRef.NONE, "A"));
        for (Frame frame : frames) {
            encode(frame);
        }
        assertThat(decoded()).isEqualTo(frames);
    }

    @Test
    void everySampleReadsAsItWasWrittenWhateverTookWhosePlace() throws WireException {
        Random random = new Random(1);
        List<Frame> samples = new ArrayList<>(Samples.frames().values());
        List<Frame> frames = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            String path = "/user/" + "abc".charAt(random.nextInt(3)) + random.nextInt(40);
            Frame told = told(ref(path, random.nextInt(300)), ref("/user/x", random.nextInt(3)), "T" + i % 700);
            frames.add(random.nextInt(4) == 0 ? samples.get(random.nextInt(samples.size())) : told);
        }
        List<Frame> read = new ArrayList<>();
        for (Frame frame : frames) {
            encode(frame);
            if (random.nextInt(100) == 0) {
                read.addAll(decoded());
            }
        }
        read.addAll(decoded());
        assertThat(read).isEqualTo(frames);
    }

    @Test
    void aReaderThatWasNotThereRefuses() throws WireException {
        Frame frame = told(ref("/user/room", 3), WireRef.NONE, "Room.Say");
        encode(frame);
        assertThat(encoder.takeAll()).isNotEmpty();
        encode(frame);
        assertThatThrownBy(this::decoded)
                .isInstanceOfSatisfying(
                        WireException.class,
                        refusal -> assertThat(refusal.error()).isEqualTo(WireError.BAD_REF));
    }

    @Test
    void aFrameThatIsRefusedForItsSizeTakesNoPlace() throws WireException {
        WireBytes tooLong = WireBytes.of(new byte[WireLimits.MAX_PAYLOAD_BYTES + 1]);
        WireRef room = ref("/user/room", 3);
        Frame large = new Frame.User(room, WireRef.NONE, WireSlot.NONE, 0, new Frame.Body("Large", tooLong));
        assertThatThrownBy(() -> encode(large)).isInstanceOf(WireException.class);
        Frame small = told(room, WireRef.NONE, "Large");
        encode(small);
        assertThat(decoded()).containsExactly(small);
    }

    @Test
    void aTableThatNobodyUsesTakesNoMemory() {
        assertThat(new Interned<String>().at(0)).isNull();
        Interned<String> used = new Interned<>();
        assertThat(Map.of(used.put(255, "a"), "first", used.put(255, new String("a")), "again"))
                .isEqualTo(Map.of(true, "first", false, "again"));
        assertThat(used.at(255)).isEqualTo("a");
        assertThat(used.at(254)).isNull();
    }
}
