package dev.parley.cli.options;

import dev.parley.remote.LinkConfig;
import dev.parley.remote.NodeConfig;
import dev.parley.remote.SharedKey;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What all processes of one cluster have in common. */
public final class ClusterOptions {
    /** Signs of life within one failure time-out. */
    private static final int BEATS = 5;

    /** A room among the nodes allows no less. */
    private static final Duration SHORTEST_FAILURE_TIMEOUT = Duration.ofMillis(100);

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli fills it
    private CommandSpec spec;

    @Option(
            names = "--cluster",
            paramLabel = "NAME",
            defaultValue = "parley",
            converter = NameConverter.class,
            description = "Nodes of other clusters are refused (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init") // picocli fills it
    private String cluster;

    @Option(
            names = "--key-file",
            paramLabel = "FILE",
            description = "The key that all processes share, in hexadecimal digits; make one with"
                    + " 'openssl rand -hex 32'. Without a key nodes listen on loopback only.")
    private @Nullable Path keyFile;

    @Option(
            names = "--failure-timeout",
            paramLabel = "TIME",
            defaultValue = "5s",
            converter = DurationConverter.class,
            description = "Silence after which a node is given up; the same on all (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init") // picocli fills it
    private Duration failureTimeout;

    /** What the file said; it may be a pipe, which can be read once. */
    private @Nullable SharedKey key;

    /**
     * The same configuration for this cluster.
     *
     * @throws ParameterException if {@link #check} would throw it
     */
    public NodeConfig applyTo(NodeConfig config) {
        check();
        NodeConfig named = config.withCluster(cluster)
                .withLinks(LinkConfig.defaults().withTimeouts(failureTimeout.dividedBy(BEATS), failureTimeout));
        return key == null ? named : named.withKey(key);
    }

    /**
     * Reads what the options name, so that a mistake is found before anything starts; once, whatever becomes of the
     * file.
     *
     * @throws ParameterException saying what is wrong
     */
    public void check() {
        if (failureTimeout.compareTo(SHORTEST_FAILURE_TIMEOUT) < 0) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--failure-timeout is " + failureTimeout.toMillis() + "ms: choose 100ms to 24h");
        }
        if (keyFile != null && key == null) {
            key = read(keyFile);
        }
    }

    /** Silence after which a node is given up. */
    public Duration failureTimeout() {
        return failureTimeout;
    }

    private SharedKey read(Path file) {
        try {
            return SharedKey.ofHex(Files.readString(file, StandardCharsets.US_ASCII));
        } catch (IOException unreadable) {
            throw new ParameterException(
                    spec.commandLine(), "cannot read the key file " + file + ": " + reason(unreadable), unreadable);
        } catch (IllegalArgumentException notAKey) {
            throw new ParameterException(
                    spec.commandLine(), "the key file " + file + " is " + notAKey.getMessage(), notAKey);
        }
    }

    private static String reason(IOException unreadable) {
        return switch (unreadable) {
            case NoSuchFileException _ -> "there is no such file";
            case AccessDeniedException _ -> "permission denied";
            case CharacterCodingException _ -> "it is not a text of hexadecimal digits";
            default -> String.valueOf(unreadable.getMessage());
        };
    }
}
