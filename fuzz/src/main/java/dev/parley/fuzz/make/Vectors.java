package dev.parley.fuzz.make;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The golden vectors that are published with the normative text, as seeds. */
public final class Vectors {
    private Vectors() {}

    /** The bytes of all frames, also of those that are refused. */
    public static List<byte[]> frames() {
        return Stream.concat(bytes("frames.json").stream(), bytes("streams.json").stream())
                .toList();
    }

    /** The bytes of all payloads, also of those that are refused. */
    public static List<byte[]> payloads() {
        return bytes("payloads.json");
    }

    private static List<byte[]> bytes(String file) {
        try (InputStream in = Vectors.class.getResourceAsStream("/dev/parley/fuzz/vectors/" + file)) {
            if (in == null) {
                throw new IllegalStateException("the vectors are missing: build this module with Maven");
            }
            List<byte[]> all = new ArrayList<>();
            for (JsonNode vector : JsonMapper.shared().readTree(in).get("vectors")) {
                all.add(HexFormat.of().parseHex(vector.get("hex").asString()));
            }
            return all;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
