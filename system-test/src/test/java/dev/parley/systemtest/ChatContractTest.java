package dev.parley.systemtest;

import static dev.parley.systemtest.Lines.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.FreePorts;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What others rely on when they start {@code parley chat}. */
class ChatContractTest {
    private static final List<String> SHORT = List.of("--failure-timeout", "1s");
    private static Running node;
    private static String address;

    @BeforeAll
    static void startNode() throws Exception {
        address = "127.0.0.1:" + FreePorts.choose(1).getFirst();
        node = Running.start("node", "--name", "a", "--bind", address, SHORT.getFirst(), SHORT.getLast());
        node.out().await("its ready line", seconds(30), line -> line.startsWith("ready "));
    }

    @AfterAll
    static void stopNode() {
        node.close();
    }

    private static Running chat(String... arguments) throws Exception {
        return Running.startBehind(
                List.of(),
                Stream.of(List.of("chat", "--node", address), SHORT, List.of(arguments))
                        .flatMap(List::stream)
                        .toArray(String[]::new));
    }

    @Test
    void saysTheLinesOfItsInputAndPrintsThoseOfTheRoom() throws Exception {
        try (Running ada = chat("--name", "ada")) {
            ada.type("grüß dich", "/who", "/where");
            ada.endInput();

            assertThat(ada.awaitExit(seconds(30))).isZero();
            assertThat(ada.out().texts())
                    .containsOnlyOnce("ada: grüß dich", "* ada joined", "* here: ada")
                    .contains("~ room is on a");
            assertThat(ada.err().texts()).isEmpty();
        }
    }

    @Test
    void tellsWhoComesAndGoes() throws Exception {
        try (Running bob = chat("--name", "bob");
                Running eve = joinAfter(bob)) {
            eve.out().await("eve's coming", seconds(20), "{\"type\":\"joined\",\"user\":\"eve\"}"::equals);
            bob.out().await("eve's coming", seconds(20), "* eve joined"::equals);
            bob.type("/quit", "not said");
            assertThat(bob.awaitExit(seconds(10))).isZero();
            eve.out().await("bob's going", seconds(20), "{\"type\":\"left\",\"user\":\"bob\"}"::equals);
            assertThat(eve.out().texts()).noneMatch(line -> line.contains("not said"));
        }
    }

    private static Running joinAfter(Running bob) throws Exception {
        bob.out().await("bob's coming", seconds(20), "* bob joined"::equals);
        return chat("--name", "eve", "--json");
    }

    @Test
    void printsOneObjectALineAsJson() throws Exception {
        try (Running jay = chat("--name", "jay", "--json")) {
            jay.type("say \"hi\" \\ there", "/who", "/where");
            jay.endInput();

            assertThat(jay.awaitExit(seconds(30))).isZero();
            assertThat(jay.out().texts())
                    .allMatch(line -> line.startsWith("{\"type\":\"") && line.endsWith("}"))
                    .anyMatch(line ->
                            line.matches("\\{\"type\":\"room\",\"state\":\"on\",\"node\":\"a\",\"life\":[1-9]\\d*}"))
                    .contains("{\"type\":\"joined\",\"user\":\"jay\"}")
                    .anyMatch(line -> line.startsWith("{\"type\":\"who\",\"users\":[") && line.contains("\"jay\""))
                    .filteredOn(line -> line.matches("\\{\"type\":\"line\",\"seq\":\\d+,\"user\":\"jay\","
                            + "\"text\":\"say \\\\\"hi\\\\\" \\\\\\\\ there\",\"room\":\"a\",\"life\":[1-9]\\d*}"))
                    .hasSize(1);
        }
    }

    @Test
    void refusesANameInUse() throws Exception {
        try (Running first = chat("--name", "twin")) {
            first.out().await("the first one's coming", seconds(20), "* twin joined"::equals);
            try (Running second = chat("--name", "twin")) {
                assertThat(second.awaitExit(seconds(20))).isEqualTo(1);
                assertThat(second.err().texts()).containsExactly("parley: the name twin is in use");
            }
        }
    }

    @Test
    void leavesWithin3SecondsWhenTerminated() throws Exception {
        try (Running guest = chat("--name", "term")) {
            guest.out().await("its coming", seconds(20), "* term joined"::equals);
            guest.signal("TERM");
            assertThat(guest.awaitExit(seconds(3))).isZero();
        }
    }

    @Test
    void givesUpWithoutARoomAndNamesWhatWasNotConfirmed() throws Exception {
        String nobody = "127.0.0.1:" + FreePorts.choose(1).getFirst();
        try (Running lost = Running.start("chat", "--name", "lost", "--node", nobody, "--timeout", "2s")) {
            lost.type("one", "two");
            lost.endInput();

            assertThat(lost.awaitExit(seconds(15))).isEqualTo(1);
            assertThat(lost.out().texts()).isEmpty();
            assertThat(lost.err().texts())
                    .anyMatch(line -> line.contains("no usable room for 2 s") && line.contains(nobody))
                    .endsWith("parley: not confirmed: one", "parley: not confirmed: two");
        }
    }

    @Test
    void refusesANameThatIsNone() throws Exception {
        try (Running bad = Running.start("chat", "--name", "a b", "--node", address)) {
            assertThat(bad.awaitExit(seconds(20))).isEqualTo(2);
            assertThat(bad.err().texts()).singleElement().asString().contains("'a b' is not a name");
        }
    }
}
