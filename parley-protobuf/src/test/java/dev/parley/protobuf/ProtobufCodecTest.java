package dev.parley.protobuf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Duration;
import com.google.protobuf.Timestamp;
import dev.parley.wire.Codecs;
import dev.parley.wire.WireException;
import org.junit.jupiter.api.Test;

class ProtobufCodecTest {
    record Sample(int number, Timestamp at, Duration took) {}

    @SuppressWarnings("ArrayRecordComponent") // bytes as they come
    record Bytes(int number, byte[] at, byte[] took) {}

    private final Codecs codecs = Codecs.builder()
            .with(Timestamp.class, _ -> ProtobufCodec.of(Timestamp.getDefaultInstance()))
            .with(Duration.class, _ -> ProtobufCodec.of(Duration.getDefaultInstance()))
            .build();

    @Test
    void carriesGeneratedMessagesInsideRecords() throws WireException {
        codecs.register(Sample.class);
        Sample sample = new Sample(
                7,
                Timestamp.newBuilder().setSeconds(1).setNanos(2).build(),
                Duration.newBuilder().setSeconds(3).build());
        assertThat(codecs.decode(Sample.class, codecs.encode(Sample.class, sample)))
                .isEqualTo(sample);
    }

    @Test
    void refusesBytesThatAreNoMessage() throws WireException {
        codecs.register(Sample.class);
        codecs.register(Bytes.class);
        byte[] payload = codecs.encode(Bytes.class, new Bytes(1, new byte[] {(byte) 0xFF}, new byte[0]));
        assertThatThrownBy(() -> codecs.decode(Sample.class, payload))
                .isInstanceOf(WireException.class)
                .hasMessageContaining("Timestamp");
    }
}
