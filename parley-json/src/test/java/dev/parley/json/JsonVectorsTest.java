package dev.parley.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.wire.WireException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The published JSON of values, written by hand, and what it is in CBOR. */
class JsonVectorsTest {
    private static final Path FILE = Path.of("..", "docs", "vectors", "payloads-json.json");

    private final Payloads payloads = Payloads.plain();

    private static Stream<Vector> all() {
        return Vector.all(FILE);
    }

    static Stream<Vector> accepted() {
        return all().filter(Vector::isAccepted);
    }

    static Stream<Vector> refused() {
        return all().filter(vector -> !vector.isAccepted());
    }

    @ParameterizedTest
    @MethodSource("accepted")
    void readsThePublishedTextAsTheValueOfThatCbor(Vector vector) throws WireException {
        Object value = payloads.read(vector.type(), vector.text("json"));
        assertThat(payloads.codecs.encode(vector.type(), value)).isEqualTo(vector.bytes("cbor"));
    }

    @ParameterizedTest
    @MethodSource("accepted")
    void writesThePublishedText(Vector vector) throws WireException {
        payloads.codecs.register(vector.type());
        byte[] json = Objects.requireNonNull(payloads.codecs.encoded(vector.type(), vector.bytes("cbor")));
        assertThat(new String(json, StandardCharsets.UTF_8).equals(vector.text("json")))
                .isEqualTo(vector.isWritten());
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refusesBrokenTextWithItsNumber(Vector vector) {
        payloads.refuses(vector.type(), vector.text("json"), vector.error());
    }

    @Test
    void namesAreUnique() {
        assertThat(all().map(Vector::toString)).doesNotHaveDuplicates().hasSizeGreaterThan(70);
    }
}
