package dev.parley.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WireValuesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"/user", "/user/room", "/user/room/~ChatRoom.Cmd", "/guest/7/A-z_0.9~", "/...", "/.a", "/..a/a."
            })
    void acceptsPaths(String path) {
        assertThat(new WireRef(Samples.A, path, 1).path()).isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"user", "/", "//", "/user/", "/a b", "/ä", "/a:b", "/a#1", "/a\u0000", "/.", "/a/..", "/./a"})
    void refusesPaths(String path) {
        assertThatIllegalArgumentException().isThrownBy(() -> new WireRef(Samples.A, path, 1));
    }

    @Test
    void acceptsTheLongestPathAndNothingLonger() {
        String name = "/" + "a".repeat(64);
        assertThat(new WireRef(Samples.A, name.repeat(32), 1).path()).hasSize(WirePath.MAX_BYTES);
        assertThatIllegalArgumentException().isThrownBy(() -> new WireRef(Samples.A, name.repeat(33), 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new WireRef(Samples.A, name + "a", 1));
    }

    @Test
    void onlyTheAbsentRefHasNoPath() {
        assertThat(WireRef.NONE.isNone()).isTrue();
        assertThatIllegalArgumentException().isThrownBy(() -> new WireRef(Samples.A, "", 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new WireRef(WireNode.unlisted(1), "/user/room", 0));
    }

    @Test
    void onlyTheAbsentSlotHasNoId() {
        assertThat(WireSlot.NONE.isNone()).isTrue();
        assertThatIllegalArgumentException().isThrownBy(() -> new WireSlot(Samples.A, 0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new WireSlot(WireNode.unlisted(1), 0, 5));
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "10.0.0.1", "::1", "fe80::1%eth0", "my_host-1.example.org"})
    void acceptsHosts(String host) {
        assertThat(new WireNode(host, 1, 0).listens()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "[::1]", "user@host", "h/ost", "höst"})
    void refusesHosts(String host) {
        assertThatIllegalArgumentException().isThrownBy(() -> new WireNode(host, 1, 0));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 65536})
    void refusesPorts(int port) {
        assertThatIllegalArgumentException().isThrownBy(() -> new WireNode("h", port, 0));
    }

    @Test
    void agreesOnTheHighestCommonVersion() {
        assertThat(new WireVersions(1, 3).agreedWith(new WireVersions(2, 5))).hasValue(3);
        assertThat(new WireVersions(2, 5).agreedWith(new WireVersions(1, 3))).hasValue(3);
        assertThat(new WireVersions(1, 1).agreedWith(new WireVersions(2, 5))).isEmpty();
        assertThat(new WireVersions(2, 5).agreedWith(new WireVersions(1, 1))).isEmpty();
    }

    @Test
    void findsEveryErrorByItsNumber() {
        for (WireError error : WireError.values()) {
            assertThat(WireError.of(error.number())).contains(error);
        }
        assertThat(WireError.of(0)).isEmpty();
        assertThat(WireError.of(-1)).isEmpty();
        assertThat(WireError.of(65535)).isEmpty();
    }

    @Test
    void showsOnlyTheBeginningOfBytes() {
        assertThat(WireBytes.of(new byte[1000]).toString()).isEqualTo("1000 bytes " + "00".repeat(32) + "…");
    }
}
