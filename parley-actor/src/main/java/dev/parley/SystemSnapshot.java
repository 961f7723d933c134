package dev.parley;

import java.util.List;
import java.util.Map;

/**
 * A system seen from outside, and its balance: once nothing runs, {@code accepted = handled + dropped after
 * acceptance + queued + stashed}.
 *
 * @param name the system's name
 * @param actors the living actors, parents before children
 * @param accepted messages that entered a mailbox since start
 * @param handled messages that a handler returned from, and ticks and news that were taken back
 * @param refused messages that entered none, by reason
 * @param dropped messages that entered a mailbox and were not handled, by reason
 */
public record SystemSnapshot(
        String name,
        List<ActorSnapshot> actors,
        long accepted,
        long handled,
        Map<DropReason, Long> refused,
        Map<DropReason, Long> dropped) {}
