package dev.parley.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The golden vectors that are published with the normative text. */
final class Vectors {

    static final Path DOCS = Path.of("..", "docs");

    private Vectors() {}

    /**
     * One vector.
     *
     * @param json all of it
     */
    record Vector(Map<String, @Nullable Object> json) {

        String text(String key) {
            return (String) Objects.requireNonNull(json.get(key), key);
        }

        String name() {
            return text("name");
        }

        byte[] bytes() {
            return HexFormat.of().parseHex(text("hex"));
        }

        boolean isWritten() {
            return text("direction").equals("both");
        }

        /** The number of the refusal, or null if the bytes are accepted. */
        @Nullable
        Long error() {
            return (Long) json.get("error");
        }

        /** The frames that its bytes are, none of them left over. */
        List<Frame> frames() throws WireException {
            return framesIn(bytes());
        }

        @Override
        public String toString() {
            return name();
        }
    }

    /** The frames that these bytes are, none of them left over. */
    static List<Frame> framesIn(byte[] bytes) throws WireException {
        FrameDecoder decoder = new FrameDecoder(WireLimits.defaults());
        decoder.feed(ByteBuffer.wrap(bytes));
        List<Frame> frames = new ArrayList<>();
        for (var next = decoder.next(); next.isPresent(); next = decoder.next()) {
            frames.add(next.get());
        }
        assertThat(decoder.bufferedBytes()).isZero();
        return frames;
    }

    /** The vectors of a file whose bytes are read. */
    static Stream<Vector> accepted(String file) {
        return load(file).stream().filter(vector -> vector.error() == null);
    }

    /** The vectors of a file whose bytes are refused. */
    static Stream<Vector> refused(String file) {
        return load(file).stream().filter(vector -> vector.error() != null);
    }

    /** Its bytes are refused with its number. */
    static void assertRefused(Vector vector) {
        assertThatThrownBy(vector::frames)
                .isInstanceOfSatisfying(
                        WireException.class,
                        refusal -> assertThat((long) refusal.error().number()).isEqualTo(vector.error()));
    }

    /** A whole file. */
    static Map<String, @Nullable Object> file(String name) {
        return Json.object(Json.parse(read("vectors/" + name)));
    }

    /** The vectors in a file. */
    static List<Vector> load(String name) {
        List<Vector> vectors = new ArrayList<>();
        for (Object each : Json.array(file(name).get("vectors"))) {
            vectors.add(new Vector(Json.object(each)));
        }
        return vectors;
    }

    static String read(String document) {
        try {
            return Files.readString(DOCS.resolve(document));
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }
}
