package dev.parley.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

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
        assertThat(encoder.bytes()).isEqualTo(ByteBuffer.wrap(FrameEncoder.bytesOf(new Frame.Ack(1))));
    }

    @Test
    void startsAnewAfterClear() throws WireException {
        encoder.encode(new Frame.Ack(1));
        encoder.clear();
        assertThat(encoder.size()).isZero();
        encoder.encode(new Frame.Ack(2));
        assertThat(encoder.bytes()).isEqualTo(ByteBuffer.wrap(FrameEncoder.bytesOf(new Frame.Ack(2))));
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
}
