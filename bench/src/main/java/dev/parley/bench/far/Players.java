package dev.parley.bench.far;

import dev.parley.bench.side.Handler;
import dev.parley.bench.side.Post;
import dev.parley.bench.workload.Counter;
import dev.parley.bench.workload.Referee;
import dev.parley.bench.workload.WrongCount;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Actors that each play with an actor of the other process, one ball a pair. */
final class Players {
    private static final String NEAR = "near-";
    private static final String FAR = "far-";

    private final Station station;
    private final Referee referee;
    private final List<Player> players = new ArrayList<>();

    Players(Station station, Referee referee) {
        this.station = station;
        this.referee = referee;
    }

    /** One side of a pair. */
    private abstract class Player implements Handler<Note> {
        final Counter received = new Counter();
        volatile Post<Note> other = _ -> {};

        /** The number of balls until now, this one included. */
        final long count(Note note) {
            long count = received.count() + 1;
            if (note instanceof Note.Ball(long number)) {
                referee.expect("balls of one player", count, number);
            }
            received.set(count);
            return count;
        }
    }

    private final class Server extends Player {
        private final Latencies.Clock clock;
        private final CountDownLatch end;

        private Server(Latencies.Clock clock, CountDownLatch end) {
            this.clock = clock;
            this.end = end;
        }

        @Override
        public void on(Note note) {
            clock.back();
            serve(count(note) + 1);
        }

        private void serve(long number) {
            if (referee.isStopped()) {
                end.countDown();
                return;
            }
            clock.sent();
            other.tell(new Note.Ball(number));
        }
    }

    private final class Returner extends Player {
        @Override
        public void on(Note note) {
            other.tell(new Note.Ball(count(note)));
        }
    }

    /** Those that measure; each counts {@code end} down once it has been stopped. Their addresses. */
    List<String> serving(Latencies latencies, CountDownLatch end) {
        List<String> addresses = new ArrayList<>();
        for (long i = end.getCount(); i > 0; i--) {
            Server server = new Server(latencies.clock(), end);
            addresses.add(station.export(NEAR + i, server));
            players.add(server);
        }
        return addresses;
    }

    /** Those that return balls to these; their addresses. */
    List<String> returning(List<String> servers) {
        List<String> addresses = new ArrayList<>();
        for (String server : servers) {
            Returner returner = new Returner();
            returner.other = station.at(server);
            addresses.add(station.export(FAR + addresses.size(), returner));
            players.add(returner);
        }
        return addresses;
    }

    /** Has all of them serve. */
    void begin(List<String> returners) {
        for (int i = 0; i < players.size(); i++) {
            players.get(i).other = station.at(returners.get(i));
        }
        for (Player player : players) {
            ((Server) player).serve(1);
        }
    }

    /** Balls that each received. */
    List<Long> counts() {
        referee.foul().ifPresent(foul -> {
            throw new WrongCount(foul);
        });
        return players.stream().map(player -> player.received.count()).toList();
    }

    /** Balls that all received. */
    long total() {
        long total = 0;
        for (Player player : players) {
            total += player.received.count();
        }
        return total;
    }
}
