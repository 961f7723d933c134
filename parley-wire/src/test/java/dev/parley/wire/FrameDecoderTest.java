package dev.parley.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntSupplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameDecoderTest {

    private final List<Frame> sent = List.copyOf(Samples.frames().values());

    @Test
    void everyTypeHasASample() {
        assertThat(leavesOf(Frame.class))
                .containsExactlyInAnyOrderElementsOf(
                        sent.stream().<Class<?>>map(Object::getClass).distinct().toList());
    }

    @Test
    void readsFramesByteByByte() throws WireException {
        assertThat(decodedInChunks(stream(), () -> 1)).isEqualTo(sent);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void readsFramesHoweverTheyAreSplit(long seed) throws WireException {
        Random random = new Random(seed);
        assertThat(decodedInChunks(stream(), () -> 1 + random.nextInt(200))).isEqualTo(sent);
    }

    @Test
    void readsAllFramesOfOneChunk() throws WireException {
        byte[] stream = stream();
        assertThat(decodedInChunks(stream, () -> stream.length)).isEqualTo(sent);
    }

    @Test
    void refusesA4GibLengthAtTheHeader() {
        FrameDecoder decoder = new FrameDecoder(WireLimits.defaults());
        decoder.feed(ByteBuffer.wrap(new byte[] {-1, -1, -1, -1}));
        refuses(WireError.FRAME_TOO_LONG, decoder::next);
    }

    @Test
    void waitsForTheLengthBeforeJudging() throws WireException {
        FrameDecoder decoder = new FrameDecoder(WireLimits.defaults());
        decoder.feed(ByteBuffer.wrap(new byte[] {-1, -1, -1}));
        assertThat(decoder.next()).isEmpty();
    }

    @Test
    void acceptsFourKibBeforeTheHandshakeAndNoByteMore() throws WireException {
        FrameDecoder decoder = new FrameDecoder(WireLimits.beforeHandshake());
        decoder.feed(ByteBuffer.allocate(4).putInt(0, 4096));
        assertThat(decoder.next()).isEmpty();

        FrameDecoder stricter = new FrameDecoder(WireLimits.beforeHandshake());
        stricter.feed(ByteBuffer.allocate(4).putInt(0, 4097));
        refuses(WireError.FRAME_TOO_LONG, stricter::next);
    }

    @Test
    void fitsEveryHelloIntoTheFirstLimit() throws WireException {
        String longest = "x".repeat(WireText.MAX_NAME_BYTES);
        WireBytes most = WireBytes.of(new byte[Frame.Hello.Challenge.MAX_BYTES]);
        Frame.Hello hello = new Frame.Hello(
                new Frame.Hello.Offer(WireVersions.OURS, -1, -1),
                new Frame.Hello.Peer(longest, new WireNode("h".repeat(WireNode.MAX_HOST_BYTES), 65535, -1), longest),
                new Frame.Hello.Session(-1, -1, 65534, -1),
                new Frame.Hello.Challenge(most, most));
        FrameDecoder decoder = new FrameDecoder(WireLimits.beforeHandshake());
        decoder.feed(ByteBuffer.wrap(FrameEncoder.bytesOf(hello)));
        assertThat(decoder.next()).contains(hello);
    }

    @Test
    void raisesTheLimitFromTheNextFrameOn() throws WireException {
        Frame large = new Frame.User(
                Samples.ROOM,
                Samples.ADA,
                WireSlot.NONE,
                0,
                new Frame.Body("Blob", WireBytes.of(new byte[WireLimits.MAX_PAYLOAD_BYTES])));
        FrameDecoder decoder = new FrameDecoder(WireLimits.beforeHandshake());
        decoder.limits(WireLimits.defaults());
        decoder.feed(ByteBuffer.wrap(FrameEncoder.bytesOf(large)));
        assertThat(decoder.next()).contains(large);
    }

    @Test
    void keepsRefusingAfterARefusal() throws WireException {
        FrameDecoder decoder = new FrameDecoder(WireLimits.defaults());
        decoder.feed(ByteBuffer.wrap(new byte[] {0, 0, 0, 0}));
        refuses(WireError.FRAME_TRUNCATED, decoder::next);
        ByteBuffer good = ByteBuffer.wrap(stream());
        decoder.feed(good);
        assertThat(good.remaining()).isZero();
        assertThat(decoder.bufferedBytes()).isZero();
        refuses(WireError.FRAME_TRUNCATED, decoder::next);
    }

    @Test
    void deliversTheFramesBeforeABrokenOne() throws WireException {
        FrameDecoder decoder = new FrameDecoder(WireLimits.defaults());
        decoder.feed(ByteBuffer.wrap(FrameEncoder.bytesOf(new Frame.Ack(7))));
        decoder.feed(ByteBuffer.wrap(new byte[] {0, 0, 0, 0}));
        assertThat(decoder.next()).contains(new Frame.Ack(7));
        refuses(WireError.FRAME_TRUNCATED, decoder::next);
    }

    @Test
    void refusesWithoutAStackTrace() {
        FrameDecoder decoder = new FrameDecoder(WireLimits.defaults());
        decoder.feed(ByteBuffer.wrap(new byte[] {0, 0, 0, 0}));
        assertThatThrownBy(decoder::next)
                .satisfies(refusal -> assertThat(refusal.getStackTrace()).isEmpty());
    }

    @Test
    void followsTheBytesThatArriveNotTheLengthThatIsAnnounced() throws WireException {
        FrameDecoder decoder = new FrameDecoder(WireLimits.defaults());
        decoder.feed(ByteBuffer.allocate(4).putInt(0, WireLimits.MAX_FRAME_BYTES));
        assertThat(decoder.next()).isEmpty();
        assertThat(decoder.heldBytes()).isLessThan(1024);
        decoder.feed(ByteBuffer.allocate(5000));
        assertThat(decoder.next()).isEmpty();
        assertThat(decoder.heldBytes()).isLessThan(16_384);
    }

    @Test
    void givesTheRoomOfALargeFrameBackWhenItIsNotNeededForAWhile() throws WireException {
        FrameDecoder decoder = new FrameDecoder(WireLimits.defaults());
        Frame large = new Frame.Reply(Samples.SLOT, false, WireBytes.of(new byte[1 << 20]));
        decoder.feed(ByteBuffer.wrap(FrameEncoder.bytesOf(large)));
        assertThat(decoder.next()).contains(large);
        decoder.rest();
        assertThat(decoder.heldBytes()).as("more may come").isGreaterThan(1 << 20);
        decoder.rest();
        assertThat(decoder.heldBytes()).isLessThan(100_000);
        decoder.feed(ByteBuffer.wrap(FrameEncoder.bytesOf(new Frame.Ack(1))));
        assertThat(decoder.next()).contains(new Frame.Ack(1));
    }

    @Test
    void lendsAPayloadUntilTheNextBytesCome() throws WireException {
        FrameDecoder decoder = new FrameDecoder(WireLimits.defaults());
        decoder.lend();
        Frame.Reply first = new Frame.Reply(Samples.SLOT, false, Samples.bytes("010203"));
        Frame.Reply second = new Frame.Reply(Samples.SLOT, false, Samples.bytes("040506"));
        decoder.feed(ByteBuffer.wrap(FrameEncoder.bytesOf(first)));
        Frame.Reply lent = (Frame.Reply) decoder.next().orElseThrow();
        assertThat(lent).isEqualTo(first).hasSameHashCodeAs(first);
        assertThat(lent.payload().length()).isEqualTo(3);
        Frame.Reply kept = lent.kept();
        for (int i = 0; i < 20; i++) { // until they are written over the first
            decoder.feed(ByteBuffer.wrap(FrameEncoder.bytesOf(second)));
            assertThat(decoder.next()).contains(second);
        }
        assertThat(lent).as("not valid any more").isNotEqualTo(first);
        assertThat(kept).isEqualTo(first);
    }

    private byte[] stream() throws WireException {
        FrameEncoder encoder = new FrameEncoder();
        ByteArrayOutputStream single = new ByteArrayOutputStream();
        for (Frame frame : sent) {
            encoder.encode(frame);
            single.writeBytes(FrameEncoder.bytesOf(frame));
        }
        byte[] stream = encoder.takeAll();
        assertThat(stream).isEqualTo(single.toByteArray());
        return stream;
    }

    private static List<Frame> decodedInChunks(byte[] stream, IntSupplier chunk) throws WireException {
        FrameDecoder decoder = new FrameDecoder(WireLimits.defaults());
        List<Frame> decoded = new ArrayList<>();
        int position = 0;
        while (position < stream.length) {
            int length = Math.min(chunk.getAsInt(), stream.length - position);
            decoder.feed(ByteBuffer.wrap(stream, position, length));
            position += length;
            for (var next = decoder.next(); next.isPresent(); next = decoder.next()) {
                decoded.add(next.get());
            }
        }
        assertThat(decoder.bufferedBytes()).isZero();
        return decoded;
    }

    private static void refuses(WireError error, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        WireException.class,
                        refusal -> assertThat(refusal.error()).isEqualTo(error));
    }

    private static List<Class<?>> leavesOf(Class<?> type) {
        List<Class<?>> leaves = new ArrayList<>();
        for (Class<?> permitted : type.getPermittedSubclasses()) {
            leaves.addAll(permitted.isSealed() ? leavesOf(permitted) : List.of(permitted));
        }
        return leaves;
    }
}
