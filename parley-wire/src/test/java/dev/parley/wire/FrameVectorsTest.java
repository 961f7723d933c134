package dev.parley.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.wire.Vectors.Vector;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The published bytes of every frame, of this and every earlier version, for ever. */
class FrameVectorsTest {

    private static final String FILE = "frames.json";

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
        Object wanted = vector.json().get("frame");
        assertThat(read).isEqualTo(wanted == null ? List.of() : List.of(wanted));
    }

    @ParameterizedTest
    @MethodSource("accepted")
    void writesThePublishedBytes(Vector vector) throws WireException {
        for (Frame frame : vector.frames()) {
            byte[] written = FrameEncoder.bytesOf(frame);
            if (vector.isWritten()) {
                assertThat(HexFormat.of().formatHex(written)).isEqualTo(vector.text("hex"));
            } else {
                assertThat(Vectors.framesIn(written)).containsExactly(frame);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refusesBrokenBytesWithTheirNumber(Vector vector) {
        Vectors.assertRefused(vector);
    }

    @Test
    void publishesEverySample() throws WireException {
        Map<String, String> published = new LinkedHashMap<>();
        Vectors.load(FILE).forEach(vector -> published.put(vector.name(), vector.text("hex")));
        List<String> missing = new ArrayList<>();
        for (Map.Entry<String, Frame> sample : Samples.frames().entrySet()) {
            String hex = HexFormat.of().formatHex(FrameEncoder.bytesOf(sample.getValue()));
            if (!hex.equals(published.get(sample.getKey()))) {
                missing.add(entry(sample.getKey(), hex, sample.getValue()));
            }
        }
        assertThat(missing).as("add to docs/vectors/" + FILE).isEmpty();
    }

    @Test
    void publishesEveryErrorOfTheDecoder() {
        List<Long> published = refused().map(Vector::error).distinct().toList();
        for (WireError error : WireError.values()) {
            if (error.number() >= 32 && error.number() < 64) {
                assertThat(published).as(error.name()).contains((long) error.number());
            }
        }
    }

    private static String entry(String name, String hex, Frame frame) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("name", name);
        entry.put("since", 1);
        entry.put("direction", "both");
        entry.put("hex", hex);
        entry.put("frame", FrameJson.of(frame));
        return Json.render(entry).replaceAll("}$", ", \"error\": null}");
    }
}
