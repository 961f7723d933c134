package dev.parley.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameEncoderTest {

    private final FrameEncoder encoder = new FrameEncoder();

    @Test
    void leavesTheBufferAsItWasWhenAPayloadIsTooLarge() throws WireException {
        encoder.encode(new Frame.Ack(1));
        Frame tooLarge = new Frame.Reply(Samples.SLOT, false, WireBytes.of(new byte[WireLimits.MAX_PAYLOAD_BYTES + 1]));
        assertThatThrownBy(() -> encoder.encode(tooLarge))
                .isInstanceOfSatisfying(
                        WireException.class,
                        refusal -> assertThat(refusal.error()).isEqualTo(WireError.PAYLOAD_TOO_LARGE));
        assertThat(encoder.takeAll()).isEqualTo(FrameEncoder.bytesOf(new Frame.Ack(1)));
    }

    @Test
    void startsAnewWhenAllIsTaken() throws WireException {
        encoder.encode(new Frame.Ack(1));
        assertThat(encoder.takeAll()).isNotEmpty();
        assertThat(encoder.size()).isZero();
        encoder.encode(new Frame.Ack(2));
        assertThat(encoder.takeAll()).isEqualTo(FrameEncoder.bytesOf(new Frame.Ack(2)));
    }

    @Test
    void writesTheLargestFrameThatADecoderAccepts() throws WireException {
        String path = ("/" + "a".repeat(WirePath.MAX_NAME_CHARACTERS)).repeat(WirePath.MAX_DEPTH);
        WireNode node = new WireNode("h".repeat(WireNode.MAX_HOST_BYTES), 65535, -1);
        WireRef ref = new WireRef(node, path, -1);
        Frame largest = new Frame.User(
                ref,
                ref,
                new WireSlot(node, -1, -1),
                Long.MAX_VALUE,
                new Frame.Body(
                        "t".repeat(WireText.MAX_NAME_BYTES), WireBytes.of(new byte[WireLimits.MAX_PAYLOAD_BYTES])));
        FrameDecoder decoder = new FrameDecoder(WireLimits.defaults());
        decoder.feed(ByteBuffer.wrap(FrameEncoder.bytesOf(largest)));
        assertThat(decoder.next()).contains(largest);
    }

    @Test
    void writesWhatStandsBehindALargePayloadWhereItBelongs() throws WireException {
        Frame large = new Frame.Reply(Samples.SLOT, false, WireBytes.of(new byte[100_000]));
        encoder.encode(new Frame.Ack(1));
        encoder.encode(large);
        encoder.take(encoder.next().remaining() + 50_000); // into the payload
        encoder.encode(new Frame.Ack(2));
        assertThat(encoder.size()).isEqualTo(50_000 + FrameEncoder.bytesOf(new Frame.Ack(2)).length);
        byte[] rest = encoder.takeAll();
        assertThat(Arrays.copyOfRange(rest, 50_000, rest.length)).isEqualTo(FrameEncoder.bytesOf(new Frame.Ack(2)));
    }

    @Test
    void givesAllInPieces() throws WireException {
        Frame large = new Frame.Reply(Samples.SLOT, false, WireBytes.of(new byte[100_000]));
        ByteArrayOutputStream pieces = new ByteArrayOutputStream();
        encoder.encode(large);
        while (encoder.size() > 0) {
            byte[] piece = new byte[Math.min(30_000, encoder.next().remaining())];
            encoder.next().get(piece);
            pieces.writeBytes(piece);
            encoder.take(piece.length);
        }
        assertThat(pieces.toByteArray()).isEqualTo(FrameEncoder.bytesOf(large));
    }

    /** A slow network takes what is there in pieces, and there is always more. */
    @ParameterizedTest
    @ValueSource(ints = {1_000, 60_000, 1_000_000})
    void growsNoFurtherThanWhatWaitsThoughItNeverRunsEmpty(int payloadBytes) throws WireException {
        Frame message = new Frame.Reply(Samples.SLOT, false, WireBytes.of(new byte[payloadBytes]));
        byte[] expected = FrameEncoder.bytesOf(message);
        ByteArrayOutputStream pieces = new ByteArrayOutputStream();
        int left = 100;
        for (int sent = 0; sent < 20_000_000; sent += expected.length) {
            encoder.encode(message);
            while (encoder.size() > left) {
                byte[] piece =
                        new byte[Math.min(encoder.size() - left, encoder.next().remaining())];
                encoder.next().get(piece);
                pieces.writeBytes(piece);
                encoder.take(piece.length);
            }
            assertThat(encoder.heldBytes()).isLessThan(4_000_000);
        }
        pieces.writeBytes(encoder.takeAll());
        byte[] all = pieces.toByteArray();
        for (int start = 0; start < all.length; start += expected.length) {
            assertThat(Arrays.equals(all, start, start + expected.length, expected, 0, expected.length))
                    .isTrue();
        }
    }
}
