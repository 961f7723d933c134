package dev.parley.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.parley.wire.CodecLimits;
import dev.parley.wire.WireError;
import dev.parley.wire.WireException;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What would build too much is refused before much is built for it, its CBOR included. */
class HeapBudgetTest {
    private static final int PAYLOAD_BYTES = (12 << 20) + 5;
    private static final int HEAP_BYTES = 1 << 20;
    private static final CodecLimits SMALL = new CodecLimits(64, HEAP_BYTES, 1_000_000, PAYLOAD_BYTES);

    /** JSON is made characters first, of two bytes each; what a refused part takes is little beside that. */
    private static final int MOST_BYTES = 3 * PAYLOAD_BYTES;

    private static final Type EMPTIES = new TypeToken<List<Shop.Empty>>() {}.type();
    private static final Type NUMBERS = new TypeToken<List<Double>>() {}.type();
    private static final Type LONGS = new TypeToken<List<Long>>() {}.type();
    private static final Type TEXTS = new TypeToken<List<String>>() {}.type();
    private static final Type BY_TEXT = new TypeToken<Map<String, Integer>>() {}.type();
    private static final Type BY_NUMBER = new TypeToken<Map<Integer, Integer>>() {}.type();

    private static final byte FIELD_1 = 1 << 3 | 2;

    static Stream<Arguments> json() {
        return Stream.of(
                Arguments.of(EMPTIES, "[", "{},", "{}]"),
                Arguments.of(NUMBERS, "[", "0,", "0]"),
                Arguments.of(TEXTS, "[", "\"\",", "\"\"]"),
                Arguments.of(BY_TEXT, "{", "\"\":0,", "\"\":0}"),
                Arguments.of(BY_NUMBER, "[", "[0,0],", "[0,0]]"));
    }

    @ParameterizedTest
    @MethodSource("json")
    void manyPartsInJsonAreRefusedEarly(Type type, String first, String part, String last) {
        String json = first + part.repeat(PAYLOAD_BYTES / part.length() - 2) + last;
        refusesEarly(Payloads.within(SMALL), type, json.getBytes(StandardCharsets.UTF_8));
    }

    static Stream<Arguments> protobuf() {
        return Stream.of(
                Arguments.of(EMPTIES, new byte[] {FIELD_1, 0}),
                Arguments.of(TEXTS, new byte[] {FIELD_1, 0}),
                Arguments.of(LONGS, new byte[] {1 << 3, 0}),
                Arguments.of(BY_NUMBER, new byte[] {FIELD_1, 4, 1 << 3, 0, 2 << 3, 0}));
    }

    @ParameterizedTest
    @MethodSource("protobuf")
    void manyPartsInProtocolBuffersAreRefusedEarly(Type type, byte[] part) {
        byte[] message = new byte[PAYLOAD_BYTES / part.length * part.length];
        for (int at = 0; at < message.length; at += part.length) {
            System.arraycopy(part, 0, message, at, part.length);
        }
        refusesEarly(Payloads.protobufWithin(SMALL), type, message);
    }

    @Test
    void manyNumbersTogetherAreRefusedEarly() {
        byte[] message = new byte[5 + (12 << 20)];
        byte[] head = {FIELD_1, (byte) 0x80, (byte) 0x80, (byte) 0x80, 6}; // 6 << 21 numbers of a byte each
        System.arraycopy(head, 0, message, 0, head.length);
        refusesEarly(Payloads.protobufWithin(SMALL), LONGS, message);
    }

    @Test
    void asManyPartsAsInCborAreRead() throws WireException {
        for (Payloads payloads : List.of(Payloads.within(SMALL), Payloads.protobufWithin(SMALL))) {
            int most = (HEAP_BYTES - 32) / (8 + 16);
            List<Shop.Empty> empties =
                    Stream.generate(Shop.Empty::new).limit(most).toList();
            assertThat(payloads.read(EMPTIES, payloads.bytes(EMPTIES, empties))).isEqualTo(empties);
        }
    }

    private static void refusesEarly(Payloads payloads, Type type, byte[] message) {
        payloads.codecs.register(type);
        long before = allocatedBytes();
        payloads.refuses(type, message, WireError.OVER_BUDGET, "more than " + HEAP_BYTES + " bytes on the heap");
        assertThat(allocatedBytes() - before).as("bytes allocated").isLessThan(MOST_BYTES);
    }

    private static long allocatedBytes() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }
}
