package dev.parley.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.wire.Vectors.Vector;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Published frames at the limits of a connection, which are too long to be written out: zeros follow their bytes. */
class LimitVectorsTest {
    private static final String FILE = "limits.json";

    static Stream<Vector> accepted() {
        return Vectors.accepted(FILE);
    }

    static Stream<Vector> refused() {
        return Vectors.refused(FILE);
    }

    @ParameterizedTest
    @MethodSource("accepted")
    void readsWhatIsAsLongAsAllowed(Vector vector) throws WireException {
        Frame frame = read(vector);
        assertThat(FrameJson.typeOf(frame)).isEqualTo(vector.text("type"));
        assertThat(FrameEncoder.bytesOf(frame)).isEqualTo(bytes(vector));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refusesWhatIsLongerWithItsNumber(Vector vector) {
        assertThatThrownBy(() -> read(vector))
                .isInstanceOfSatisfying(
                        WireException.class,
                        refusal -> assertThat((long) refusal.error().number()).isEqualTo(vector.error()));
    }

    private static Frame read(Vector vector) throws WireException {
        FrameDecoder decoder = new FrameDecoder(
                switch (vector.text("link")) {
                    case "handshake" -> WireLimits.beforeHandshake();
                    case "minimal" -> WireLimits.minimal();
                    default -> WireLimits.defaults();
                });
        decoder.feed(ByteBuffer.wrap(bytes(vector)));
        Frame frame = decoder.next().orElseThrow();
        assertThat(decoder.bufferedBytes()).isZero();
        return frame;
    }

    private static byte[] bytes(Vector vector) {
        byte[] head = vector.bytes();
        long zeros = (Long) Objects.requireNonNull(vector.json().get("zeros"));
        return Arrays.copyOf(head, head.length + (int) zeros);
    }
}
