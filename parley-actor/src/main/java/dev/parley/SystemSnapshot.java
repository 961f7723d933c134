package dev.parley;

import java.time.Duration;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A system seen from outside, and its balance: once nothing runs, {@code accepted = handled + dropped after
 * acceptance + queued + stashed}, for what was {@link #told} as for {@link #news}.
 *
 * <p>While actors run it is not a picture of one moment: each is looked at in its turn, and a message that moves
 * meanwhile may be counted at two of them or at none.
 *
 * @param name the system's name
 * @param actors the living actors, parents before children
 * @param accepted messages and news that entered a mailbox since start
 * @param handled messages and news that a handler returned from, and news that was taken back
 * @param refused messages that entered none, by reason
 * @param dropped messages and news that entered a mailbox and were not handled, by reason
 * @param news the part that nobody told or asked: ticks, ends of watched actors, results
 */
public record SystemSnapshot(
        String name,
        List<ActorSnapshot> actors,
        long accepted,
        long handled,
        Map<DropReason, Long> refused,
        Map<DropReason, Long> dropped,
        Account news) {

    /** The rest: what was told and asked, also through adapters. Adds up at each call. */
    public Account told() {
        long queued = actors.stream().mapToLong(ActorSnapshot::queued).sum();
        long stashed = actors.stream().mapToLong(ActorSnapshot::stashed).sum();
        return new Account(accepted, handled, queued, stashed, dropped).without(news);
    }

    /**
     * What entered mailboxes since start, and what became of it. While something runs the numbers are each right but
     * not all of one moment.
     *
     * @param accepted how many entered
     * @param handled how many a handler returned from; of news also what was taken back
     * @param queued how many wait in mailboxes
     * @param stashed how many were put aside
     * @param dropped how many were not handled, by reason
     */
    public record Account(long accepted, long handled, long queued, long stashed, Map<DropReason, Long> dropped) {

        /** Those of which nothing is known any more: none, once nothing runs. */
        public long missing() {
            long lost = dropped.values().stream().mapToLong(Long::longValue).sum();
            return accepted - handled - queued - stashed - lost;
        }

        private Account without(Account part) {
            Map<DropReason, Long> rest = new EnumMap<>(DropReason.class);
            dropped.forEach((reason, count) -> {
                long left = count - part.dropped.getOrDefault(reason, 0L);
                if (left != 0) {
                    rest.put(reason, left);
                }
            });
            return new Account(
                    accepted - part.accepted,
                    handled - part.handled,
                    queued - part.queued,
                    stashed - part.stashed,
                    rest);
        }
    }

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
