package dev.parley;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ActorAddressTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "actor://host:9001/user/room#7",
                "actor://host:9001/user/room",
                "actor://host:9001",
                "actor://host/user/a.b~c-d_e",
                "actor://[::1]:9001/user/a#18446744073709551615"
            })
    void readsWhatItWrites(String text) {
        assertThat(ActorAddress.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "host:9001/user/a",
                "http://host:9001/user/a",
                "actor://",
                "actor://host:99999/user/a",
                "actor://host:9001/user//a",
                "actor://host:9001/user/..",
                "actor://host:9001/user/a b",
                "actor://host:9001/user/a#",
                "actor://host:9001/user/a#-1",
                "actor://host:9001/user/a#18446744073709551616"
            })
    void refusesWhatIsNone(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> ActorAddress.parse(text));
    }

    @Test
    void refusesAPathOfManyNamesHoweverMany() {
        String text = "actor://host:9001" + "/".repeat(100_000);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ActorAddress.parse(text))
                .withMessageStartingWith("not an actor path");
    }

    @Test
    void saysOfAnIncarnationThatIsTooLargeWhichAddressItWasIn() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ActorAddress.parse("actor://host:9001/user/a#18446744073709551616"))
                .withMessageContaining("actor://host:9001/user/a#")
                .withMessageContaining("above 2^64 - 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "Z", "0", "azAZ09_.~-", "...", ".a", "a.", "..a"})
    void takesAName(String name) {
        assertThat(ActorAddress.isName(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", " ", "a b", "a/b", "a#", "@", "[", "`", "{", "/", ":", "é", "a\n", ".\n"})
    void refusesAsAName(String text) {
        assertThat(ActorAddress.isName(text)).isFalse();
    }

    @Test
    void refusesAPathThatIsTooDeepOrANameThatIsTooLong() {
        NodeId node = new NodeId("host", 1, 0);

        assertThat(new ActorAddress(node, "/a".repeat(32), 0).name()).isEqualTo("a");
        assertThatIllegalArgumentException().isThrownBy(() -> new ActorAddress(node, "/a".repeat(33), 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new ActorAddress(node, "/" + "a".repeat(65), 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new ActorAddress(node, "a", 0));
    }
}
