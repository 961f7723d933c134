package dev.parley.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class WireBytesTest {
    private static final int LARGE = 100_000;

    @SuppressWarnings("ArrayRecordComponent") // bytes as they come
    record Parcel(int number, List<byte[]> before, byte[] content, String after) {}

    @SuppressWarnings("ArrayRecordComponent") // bytes as they come
    record Box(int number, byte[] content) {}

    private final Codecs codecs = Codecs.builder().build();

    WireBytesTest() {
        codecs.register(Parcel.class);
        codecs.register(Box.class);
    }

    private static byte[] bytes(int length, int first) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) first);
        return bytes;
    }

    @Test
    void isTheSameInOnePartAndInTwo() {
        WireBytes one = WireBytes.of(new byte[] {1, 2, 3});
        assertThat(WireBytes.of(new byte[] {1}, new byte[] {2, 3}))
                .isEqualTo(one)
                .hasSameHashCodeAs(one)
                .hasToString(one.toString());
        assertThat(WireBytes.lent(new byte[] {0, 1, 2, 3, 4}, 1, 4)).isEqualTo(one);
    }

    @Test
    void keepsACopyOfWhatIsLent() {
        byte[] lender = {1, 2, 3};
        WireBytes kept = WireBytes.lent(lender, 0, 2).kept();
        lender[0] = 9;
        assertThat(kept).isEqualTo(WireBytes.of(new byte[] {1, 2}));
    }

    @Test
    void hasALargeArrayAtItsEndWithoutACopy() throws WireException {
        byte[] content = bytes(LARGE, 7);
        WireBytes payload = codecs.payload(Box.class, new Box(1, content));
        assertThat(payload.array()).isEqualTo(codecs.encode(Box.class, new Box(1, content)));
        content[LARGE - 1] = 8;
        assertThat(payload.array()).as("it is the sender's array").endsWith(8);
    }

    @Test
    void putsWhatFollowsALargeArrayBehindIt() throws WireException {
        Parcel parcel =
                new Parcel(1, List.of(bytes(LARGE, 1), bytes(3, 2), bytes(LARGE, 3)), bytes(LARGE, 4), "behind");
        Parcel read = (Parcel) codecs.decode(Parcel.class, Frame.CBOR, codecs.payload(Parcel.class, parcel));
        assertThat(read).usingRecursiveComparison().isEqualTo(parcel);
    }

    @Test
    void refusesLargeArraysThatAreTooLongTogether() {
        byte[] half = bytes(WireLimits.MAX_PAYLOAD_BYTES / 2 + 1, 1);
        assertThat(catchThrowableOfType(
                                WireException.class,
                                () -> codecs.payload(Parcel.class, new Parcel(1, List.of(half, half), bytes(1, 1), "")))
                        .error())
                .isEqualTo(WireError.PAYLOAD_TOO_LARGE);
    }
}
