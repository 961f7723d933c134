package dev.parley.cli.options;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.remote.NodeConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class ClusterOptionsTest {
    private static final String KEY = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

    @TempDir
    private Path directory;

    @Command(name = "some")
    private static final class Some {
        @Mixin
        private final ClusterOptions cluster = new ClusterOptions();
    }

    @Test
    void readsTheKeyOnceBecauseAPipeHasNoMoreAndAFileMayGo() throws Exception {
        Path file = Files.writeString(directory.resolve("cluster.key"), KEY);
        Some some = new Some();
        new CommandLine(some).parseArgs("--key-file", file.toString());
        some.cluster.check();
        Files.delete(file);

        assertThat(some.cluster
                        .applyTo(NodeConfig.guest("ada", "127.0.0.1:9001"))
                        .key())
                .isPresent();
    }
}
