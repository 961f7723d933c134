package dev.parley.examples.savings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.json.JsonPayloads;
import dev.parley.protobuf.ProtoFile;
import dev.parley.remote.NodeConfig;
import dev.parley.testkit.ProtocolLockFile;
import dev.parley.wire.Codecs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What docs/EVOLUTION.md says. */
class ProtocolLockTest {
    @Test
    void everyChangeOfTheProtocolIsWrittenDown() {
        ProtocolLockFile.at(Path.of("src/main/resources/protocol.lock")).check(Savings.class);
    }

    @Test
    void theFileForProtocSaysWhatNodesWrite() {
        Codecs codecs =
                ProtocolLockFile.at(Path.of("src/main/resources/protocol.lock")).codecs(Savings.class);
        assertThat(Path.of("src/main/resources/savings.proto")).hasContent(ProtoFile.text("savings", codecs));
    }

    @Test
    void nodesTakeTheLock() throws IOException {
        String lock = Files.readString(Path.of("src/main/resources/protocol.lock"));
        assertThat(config(lock).protocolLock()).contains(lock);
    }

    @Test
    void nodesMayTalkSoThatPeopleCanReadIt() {
        assertThat(readable().payloads()).isPresent();
    }

    private static NodeConfig readable() {
        return NodeConfig.member("bank", "localhost:9001").withPayloads(JsonPayloads.readable());
    }

    private static NodeConfig config(String lock) {
        return NodeConfig.member("bank", "localhost:9001").withProtocolLock(lock);
    }
}
