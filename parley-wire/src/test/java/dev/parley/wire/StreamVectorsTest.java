package dev.parley.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.wire.Vectors.Vector;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Published bytes of whole connections, where a frame means what it does by those before it. */
class StreamVectorsTest {
    private static final String FILE = "streams.json";

    static Stream<Vector> accepted() {
        return Vectors.load(FILE).stream().filter(vector -> vector.error() == null);
    }

    static Stream<Vector> refused() {
        return Vectors.load(FILE).stream().filter(vector -> vector.error() != null);
    }

    @ParameterizedTest
    @MethodSource("accepted")
    void readsWhatThePublishedBytesSay(Vector vector) throws WireException {
        List<Object> read = new ArrayList<>();
        for (Frame frame : decoded(vector)) {
            read.add(FrameJson.of(frame));
        }
        assertThat(read)
                .isEqualTo(Json.array(Objects.requireNonNull(vector.json().get("frames"))));
    }

    @ParameterizedTest
    @MethodSource("accepted")
    void writesThePublishedBytes(Vector vector) throws WireException {
        if (vector.isWritten()) {
            FrameEncoder encoder = new FrameEncoder();
            encoder.intern();
            for (Frame frame : decoded(vector)) {
                encoder.encode(frame);
            }
            byte[] written = new byte[encoder.size()];
            encoder.bytes().get(written);
            assertThat(HexFormat.of().formatHex(written)).isEqualTo(vector.text("hex"));
        }
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refusesBrokenBytesWithTheirNumber(Vector vector) {
        assertThatThrownBy(() -> decoded(vector))
                .isInstanceOfSatisfying(
                        WireException.class,
                        refusal -> assertThat((long) refusal.error().number()).isEqualTo(vector.error()));
    }

    private static List<Frame> decoded(Vector vector) throws WireException {
        FrameDecoder decoder = new FrameDecoder(WireLimits.defaults());
        decoder.feed(ByteBuffer.wrap(vector.bytes()));
        List<Frame> frames = new ArrayList<>();
        for (var next = decoder.next(); next.isPresent(); next = decoder.next()) {
            frames.add(next.get());
        }
        assertThat(decoder.bufferedBytes()).isZero();
        return frames;
    }
}
