package dev.parley.cli.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShardMessageTest {
    @Test
    void readsWhatItWrites() throws IOException {
        List<ShardMessage> all = List.of(
                new ShardMessage.Progress(3, 4_000_000_000_000L, -5),
                new ShardMessage.Sample(64, Long.MIN_VALUE),
                new ShardMessage.Found(7, "a-kind", "cut a | b\ncrash c", 2, "ä report\n".repeat(20_000)),
                new ShardMessage.Finished());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (ShardMessage message : all) {
            message.write(new DataOutputStream(bytes));
        }

        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
        for (ShardMessage message : all) {
            assertThat(ShardMessage.read(in)).isEqualTo(message);
        }
        assertThatThrownBy(() -> ShardMessage.read(in)).isInstanceOf(EOFException.class);
    }

    @Test
    void refusesWhatIsNoMessage() {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(new byte[] {'?'}));

        assertThatThrownBy(() -> ShardMessage.read(in))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not a message of a shard");
    }
}
