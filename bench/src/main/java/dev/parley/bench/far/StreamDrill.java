package dev.parley.bench.far;

import dev.parley.bench.side.Side;
import dev.parley.bench.workload.Measured;
import dev.parley.bench.workload.Metric;
import dev.parley.bench.workload.Plan;
import dev.parley.bench.workload.Rate;
import dev.parley.bench.workload.Referee;
import dev.parley.bench.workload.WrongCount;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * A pair plays alone, then beside a {@link Flow} of messages of 1 MiB between the same processes, four of them under
 * way.
 */
record StreamDrill(Side side) implements NearHalf {
    /** What actors that stream are called, so that a side can give them a lane of their own. */
    static final String NAME = "stream";

    private static final int UNDER_WAY = 4;
    private static final int MIB = 1 << 20;
    private static final int QUIET = 0;
    private static final int LOUD = 1;
    private static final Latencies.Names NAMES = new Latencies.Names(
            Metric.STREAM_P50, Metric.STREAM_P90, Metric.STREAM_P99, Metric.STREAM_P999, Metric.STREAM_MAX);

    @Override
    public Map<Metric, Measured> run(FarProcess far, Plan plan) throws IOException, InterruptedException {
        byte[] bytes = new byte[MIB];
        Referee referee = new Referee();
        Latencies latencies = new Latencies(2);
        CountDownLatch end = new CountDownLatch(1);
        CountDownLatch streamEnd = new CountDownLatch(1);
        Station station = Station.open(side);
        Players players = new Players(station, referee);
        Flow.Sender sender = new Flow.Sender(number -> new Note.Block(number, bytes), referee, streamEnd);
        List<String> near = new ArrayList<>(players.serving(latencies, end));
        near.add(station.export(NAME + "er", sender));
        List<String> addresses = far.begin(near);
        players.begin(addresses.subList(0, 1));
        var _ = Rate.perSecond(players::total, plan, latencies.during(QUIET, far));
        sender.begin(station.at(addresses.getLast()), 1, UNDER_WAY);
        Measured rate = Rate.perSecond(sender::handled, plan, latencies.during(LOUD, far));
        referee.stop();
        referee.await(end);
        referee.await(streamEnd);
        List<Long> counts = new ArrayList<>(players.counts());
        counts.add(sender.handled());
        WrongCount.unlessSame("balls, and messages of the stream", counts, far.counts());
        return figures(latencies, rate);
    }

    private static Map<Metric, Measured> figures(Latencies latencies, Measured rate) {
        Map<Metric, Measured> figures = new HashMap<>(latencies.figures(LOUD, NAMES));
        figures.put(Metric.STREAM_QUIET_P99, Measured.of(latencies.p99(QUIET)));
        figures.put(Metric.STREAM_TIMES, Measured.of(latencies.p99(LOUD) / latencies.p99(QUIET)));
        figures.put(Metric.STREAM_RATE, new Measured(rate.value() * MIB, OptionalDouble.empty()));
        return figures;
    }

    /** The far half. */
    static FarHalf far(Side side) {
        return new Receiving(Station.open(side));
    }

    private static final class Receiving implements FarHalf {
        private final Station station;
        private final Players players;
        private Flow.@Nullable Receiver receiver;

        private Receiving(Station station) {
            this.station = station;
            players = new Players(station, new Referee());
        }

        @Override
        public List<String> begin(List<String> near) throws InterruptedException {
            station.meet(near.getFirst());
            List<String> addresses = new ArrayList<>(players.returning(near.subList(0, 1)));
            Flow.Receiver counting = new Flow.Receiver(new Referee(), station.at(near.getLast()), MIB);
            receiver = counting;
            addresses.add(station.export(NAME, counting));
            return addresses;
        }

        @Override
        public List<Long> counts() {
            List<Long> counts = new ArrayList<>(players.counts());
            if (receiver != null) {
                counts.addAll(receiver.counts());
            }
            return counts;
        }
    }
}
