package dev.parley.bench.far;

import dev.parley.bench.side.Side;
import dev.parley.bench.workload.Measured;
import dev.parley.bench.workload.Metric;
import dev.parley.bench.workload.Plan;
import dev.parley.bench.workload.Rate;
import dev.parley.bench.workload.Referee;
import dev.parley.bench.workload.WrongCount;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** Pairs of actors, one in each process, with one ball each: the next round trip begins when the last has ended. */
record RoundTripDrill(Side side, int pairs, Metric rate, Latencies.Names names) implements NearHalf {
    @Override
    public Map<Metric, Measured> run(FarProcess far, Plan plan) throws IOException, InterruptedException {
        Referee referee = new Referee();
        Latencies latencies = new Latencies(1);
        CountDownLatch end = new CountDownLatch(pairs);
        Players players = new Players(Station.open(side), referee);
        players.begin(far.begin(players.serving(latencies, end)));
        Measured measured = Rate.perSecond(players::total, plan, latencies.during(0, far));
        referee.stop();
        referee.await(end);
        WrongCount.unlessSame("balls of each player", players.counts(), far.counts());
        Map<Metric, Measured> figures = new HashMap<>(latencies.figures(0, names));
        figures.put(rate, measured);
        return figures;
    }

    /** The far half. */
    static FarHalf far(Side side) {
        return far(Station.open(side));
    }

    /** The far half on that station. */
    static FarHalf far(Station station) {
        return new Returning(station);
    }

    private static final class Returning implements FarHalf {
        private final Players players;

        private final Station station;

        private Returning(Station station) {
            this.station = station;
            players = new Players(station, new Referee());
        }

        @Override
        public List<String> begin(List<String> near) throws InterruptedException {
            station.meet(near.getFirst());
            return players.returning(near);
        }

        @Override
        public List<Long> counts() {
            return players.counts();
        }
    }
}
