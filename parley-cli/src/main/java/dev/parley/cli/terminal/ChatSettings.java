package dev.parley.cli.terminal;

import dev.parley.remote.Endpoint;
import dev.parley.remote.NodeConfig;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/**
 * Who chats, and by which members.
 *
 * @param user the name
 * @param members at least one, in the order in which to try them
 * @param guestOf how to enter by one of them
 * @param failureTimeout how long a silent or blind member is borne
 * @param timeout how long to be without a room
 */
public record ChatSettings(
        String user,
        List<Endpoint> members,
        Function<Endpoint, NodeConfig> guestOf,
        Duration failureTimeout,
        Duration timeout) {}
