package dev.parley.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.wire.Vectors.Vector;
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
        return Vectors.accepted(FILE);
    }

    static Stream<Vector> refused() {
        return Vectors.refused(FILE);
    }

    @ParameterizedTest
    @MethodSource("accepted")
    void readsWhatThePublishedBytesSay(Vector vector) throws WireException {
        List<Object> read = new ArrayList<>();
        for (Frame frame : vector.frames()) {
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
            for (Frame frame : vector.frames()) {
                encoder.encode(frame);
            }
            byte[] written = encoder.takeAll();
            assertThat(HexFormat.of().formatHex(written)).isEqualTo(vector.text("hex"));
        }
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refusesBrokenBytesWithTheirNumber(Vector vector) {
        Vectors.assertRefused(vector);
    }
}
