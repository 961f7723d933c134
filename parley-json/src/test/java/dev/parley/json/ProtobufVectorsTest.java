package dev.parley.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.wire.WireException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The published messages of Protocol Buffers for values, and what these are in CBOR. */
class ProtobufVectorsTest {
    private static final Path FILE = Path.of("..", "docs", "vectors", "payloads-protobuf.json");

    private final Payloads payloads = Payloads.protobuf();

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
    void readsThePublishedMessageAsTheValueOfThatCbor(Vector vector) throws WireException {
        Object value = payloads.read(vector.type(), vector.bytes("protobuf"));
        assertThat(payloads.codecs.encode(vector.type(), value)).isEqualTo(vector.bytes("cbor"));
    }

    @ParameterizedTest
    @MethodSource("accepted")
    void writesThePublishedMessage(Vector vector) throws WireException {
        payloads.codecs.register(vector.type());
        byte[] written = payloads.codecs.encoded(vector.type(), vector.bytes("cbor"));
        if (vector.isWritten()) {
            assertThat(written).isEqualTo(vector.bytes("protobuf"));
        } else {
            assertThat(written).isNotEqualTo(vector.bytes("protobuf"));
        }
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refusesBrokenMessagesWithTheirNumber(Vector vector) {
        payloads.refuses(vector.type(), vector.bytes("protobuf"), vector.error(), "");
    }

    @Test
    void namesAreUnique() {
        assertThat(all().map(Vector::toString)).doesNotHaveDuplicates().hasSizeGreaterThan(50);
    }
}
