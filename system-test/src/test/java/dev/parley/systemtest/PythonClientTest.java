package dev.parley.systemtest;

import static dev.parley.systemtest.Lines.seconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.parley.testkit.FreePorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The client that was written from docs/WIRE.md, against its vectors and a real node. */
class PythonClientTest {
    private static final String KEY = "000102030405060708090a0b0c0d0e0f";

    @TempDir
    private Path folder;

    @BeforeAll
    static void needsPython() throws InterruptedException {
        assumeTrue(hasPython(), "SKIPPED, NOT TESTED: the Python client needs python3 of version 3.11 or later");
    }

    private static boolean hasPython() throws InterruptedException {
        try {
            return new ProcessBuilder("python3", "-c", "import sys; sys.exit(sys.version_info < (3, 11))")
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException _) {
            return false;
        }
    }

    private String keyFile(String key) throws IOException {
        return Files.writeString(folder.resolve(key + ".key"), key + "\n").toString();
    }

    private List<String> withKey(boolean hasKey) throws IOException {
        return hasKey ? List.of("--key-file", keyFile(KEY)) : List.of();
    }

    private static String[] plus(List<String> more, String... arguments) {
        return Stream.concat(Stream.of(arguments), more.stream()).toArray(String[]::new);
    }

    private static Running node(String address, List<String> more) throws Exception {
        Running node = Running.start(plus(more, "node", "--name", "a", "--bind", address));
        node.out().await("its ready line", seconds(30), line -> line.startsWith("ready "));
        return node;
    }

    private static Running python(String address, String name, List<String> more) throws Exception {
        return Running.startPython("chat.py", plus(more, "--node", address, "--name", name));
    }

    private static String freeAddress() throws IOException {
        return "127.0.0.1:" + FreePorts.choose(1).getFirst();
    }

    @ParameterizedTest
    @ValueSource(strings = {"test_vectors.py", "test_broken_node.py"})
    void readsAndWritesThePublishedVectorsAndCopesWithNodesThatDoWhatNoneShould(String tests) throws Exception {
        try (Running report = Running.startPython(tests)) {
            int code = report.awaitExit(seconds(90));
            assertThat(report.err().texts()).as("the report, code %d", code).endsWith("OK");
            assertThat(code).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void chatsWithAJavaUserUntilItLeaves(boolean hasKey) throws Exception {
        String address = freeAddress();
        try (Running node = node(address, withKey(hasKey));
                ChatUser ada = ChatUser.join("ada", address, plus(withKey(hasKey)))) {
            ada.awaitOn(0, seconds(30));
            try (Running py = python(address, "py", withKey(hasKey))) {
                Lines heard = ada.process().out();
                heard.await("its coming", seconds(20), "{\"type\":\"joined\",\"user\":\"py\"}"::equals);
                py.out().await("its coming", seconds(20), "* py joined"::equals);
                py.type("grüß dich");
                heard.await("its line", seconds(20), line -> line.contains("\"user\":\"py\",\"text\":\"grüß dich\""));
                ada.process().type("und dich", "/who");
                py.out().await("ada's line", seconds(20), "ada: und dich"::equals);
                heard.await(
                        "it among the users", seconds(20), line -> line.contains("\"who\"") && line.contains("\"py\""));
                py.type("/who", "/quit");
                assertThat(py.awaitExit(seconds(20))).as("%s", py.err().texts()).isZero();
                assertThat(py.out().texts())
                        .containsOnlyOnce("py: grüß dich", "ada: und dich")
                        .anyMatch(line -> line.startsWith("* here: ") && line.contains("ada") && line.contains("py"));
                heard.await("its going", seconds(20), "{\"type\":\"left\",\"user\":\"py\"}"::equals);
            }
            assertThat(node.isAlive()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void tellsAsksAndWatchesAcrossANode(boolean hasKey) throws Exception {
        String address = freeAddress();
        String[] arguments = hasKey ? new String[] {address, keyFile(KEY)} : new String[] {address};
        try (Running _ = node(address, withKey(hasKey));
                Running guests = Running.startPython("test_client.py", arguments)) {
            int code = guests.awaitExit(seconds(90));
            assertThat(guests.err().texts()).as("the report, code %d", code).endsWith("OK");
            assertThat(code).isZero();
        }
    }

    @Test
    void saysThatItsNodeWasKilled() throws Exception {
        String address = freeAddress();
        try (Running node = node(address, List.of());
                Running py = python(address, "py", List.of())) {
            py.out().await("its coming", seconds(20), "* py joined"::equals);
            node.signal("KILL");
            assertThat(py.awaitExit(seconds(10))).isEqualTo(1);
            assertThat(py.err().texts()).first().asString().startsWith("chat.py: its node is down: the node is gone");
        }
    }

    @Test
    void saysWhyItIsNotLetIn() throws Exception {
        String address = freeAddress();
        try (Running node = node(address, withKey(true));
                Running keyless = python(address, "py", List.of());
                Running wrong = python(address, "py", List.of("--key-file", keyFile(KEY.replace('0', 'f'))));
                Running foreign = python(address, "py", plusCluster())) {
            assertSays(keyless, "one side has a key and the other has none");
            assertSays(wrong, "it holds another key");
            assertSays(foreign, "it belongs to cluster 'other', this node to 'parley'");
            assertThat(node.isAlive()).isTrue();
        }
    }

    private List<String> plusCluster() throws IOException {
        return Stream.concat(withKey(true).stream(), Stream.of("--cluster", "other"))
                .toList();
    }

    private static void assertSays(Running client, String why) throws Exception {
        assertThat(client.awaitExit(seconds(20))).isEqualTo(1);
        assertThat(client.err().texts()).singleElement().asString().contains(why);
    }
}
