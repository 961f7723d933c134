package dev.parley.protobuf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Duration;
import com.google.protobuf.ListValue;
import com.google.protobuf.Timestamp;
import com.google.protobuf.Value;
import dev.parley.wire.CodecLimits;
import dev.parley.wire.Codecs;
import dev.parley.wire.WireError;
import dev.parley.wire.WireException;
import org.junit.jupiter.api.Test;

class ProtobufCodecTest {
    record Sample(int number, Timestamp at, Duration took) {}

    @SuppressWarnings("ArrayRecordComponent") // bytes as they come
    record Bytes(int number, byte[] at, byte[] took) {}

    record Listing(ListValue values) {}

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

    /** Two bytes make an object of some forty. */
    @Test
    void takesWhatItsMessageBuildsFromTheHeapBudget() throws WireException {
        ListValue.Builder values = ListValue.newBuilder();
        for (int i = 0; i < 10_000; i++) {
            values.addValues(Value.getDefaultInstance());
        }
        Codecs frugal = Codecs.builder()
                .with(ListValue.class, _ -> ProtobufCodec.of(ListValue.getDefaultInstance()))
                .limits(new CodecLimits(64, 64 << 10, 64, 1 << 20))
                .build();
        frugal.register(Listing.class);
        byte[] payload = frugal.encode(Listing.class, new Listing(values.build()));
        assertThat(payload).hasSizeLessThan(32 << 10);
        assertThatThrownBy(() -> frugal.decode(Listing.class, payload))
                .isInstanceOfSatisfying(
                        WireException.class,
                        refused -> assertThat(refused.error()).isEqualTo(WireError.OVER_BUDGET));
    }
}
