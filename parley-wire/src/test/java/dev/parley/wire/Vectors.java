package dev.parley.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

        @Override
        public String toString() {
            return name();
        }
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
