package dev.parley;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

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
        Map<DropReason, Long> dropped) {

    /** The living actors of each type, types in the order of their names. Adds up at each call. */
    public List<Totals> totals() {
        return actors.stream()
                .collect(Collectors.groupingBy(ActorSnapshot::type, TreeMap::new, Collectors.toList()))
                .entrySet()
                .stream()
                .map(type -> Totals.of(type.getKey(), type.getValue()))
                .toList();
    }

    /**
     * The living actors of one type together. What those that ended had handled is in none of these.
     *
     * @param type as in {@link ActorSnapshot#type}
     * @param actors how many
     * @param queued messages in their mailboxes
     * @param stashed messages put aside
     * @param handled messages that their handlers returned from
     * @param restarts since their spawn
     * @param oldestTurn the age of the turn that has taken longest, see {@link ActorSnapshot}; empty when none runs
     */
    public record Totals(
            String type,
            int actors,
            long queued,
            long stashed,
            long handled,
            long restarts,
            Optional<Duration> oldestTurn) {

        private static Totals of(String type, List<ActorSnapshot> actors) {
            return new Totals(
                    type,
                    actors.size(),
                    actors.stream().mapToLong(ActorSnapshot::queued).sum(),
                    actors.stream().mapToLong(ActorSnapshot::stashed).sum(),
                    actors.stream().mapToLong(ActorSnapshot::handled).sum(),
                    actors.stream().mapToLong(ActorSnapshot::restarts).sum(),
                    actors.stream()
                            .map(ActorSnapshot::turnAge)
                            .flatMap(Optional::stream)
                            .max(Comparator.naturalOrder()));
        }
    }
}
