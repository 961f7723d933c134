package dev.parley.cli.chat;

import dev.parley.remote.NodeConfig;
import java.time.Duration;

/**
 * How a user is the guest of a member: who leaves one that is lost does not wait for long until it has heard the last
 * words.
 */
public final class Visit {
    private static final Duration DRAIN = Duration.ofMillis(200);

    /** How long leaving takes at most. */
    public static final Duration CLOSE_LIMIT = Duration.ofMillis(1_500);

    private Visit() {}

    /** The same guest, who leaves quickly. */
    public static NodeConfig of(NodeConfig guest) {
        return guest.withSystem(guest.system().withClose(DRAIN, CLOSE_LIMIT));
    }
}
