package dev.parley.bench.far;

import dev.parley.bench.side.Side;
import dev.parley.bench.workload.Measured;
import dev.parley.bench.workload.Metric;
import dev.parley.bench.workload.Plan;
import dev.parley.bench.workload.Rate;
import dev.parley.bench.workload.Referee;
import dev.parley.bench.workload.WrongCount;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** A {@link Flow} of small messages; what was handled is what credits came back for. */
record OneWayDrill(Side side, Metric rate, Load load) implements NearHalf {
    /** With lots of 2,000 that is below every bound of every side. */
    private static final int LOTS = 10;

    private static final String CHARACTERS = "thirty-two characters, and no mo";
    private static final int KIB = 1 << 10;

    /** What each message carries besides its number. */
    enum Load {
        /** 32 characters. */
        TEXT,
        /** 1 KiB, made anew for each. */
        BYTES;

        private int length() {
            return switch (this) {
                case TEXT -> CHARACTERS.length();
                case BYTES -> KIB;
            };
        }

        private Note message(long number) {
            return switch (this) {
                case TEXT -> new Note.Item(number, CHARACTERS);
                case BYTES -> new Note.Block(number, new byte[KIB]);
            };
        }
    }

    @Override
    public Map<Metric, Measured> run(FarProcess far, Plan plan) throws IOException, InterruptedException {
        Referee referee = new Referee();
        CountDownLatch end = new CountDownLatch(1);
        Station station = Station.open(side);
        Flow.Sender sender = new Flow.Sender(load::message, referee, end);
        String address = station.export("sender", sender);
        sender.begin(station.at(far.begin(List.of(address)).getFirst()), plan.lot(), LOTS);
        Measured measured = Rate.perSecond(sender::handled, plan, far);
        referee.stop();
        referee.await(end);
        WrongCount.unlessSame("messages", List.of(sender.handled()), far.counts());
        return Map.of(rate, measured);
    }

    /** The far half. */
    static FarHalf far(Side side, Load load) {
        return new Receiving(Station.open(side), load);
    }

    private static final class Receiving implements FarHalf {
        private final Station station;
        private final Load load;
        private Flow.@Nullable Receiver receiver;

        private Receiving(Station station, Load load) {
            this.station = station;
            this.load = load;
        }

        @Override
        public List<String> begin(List<String> near) throws InterruptedException {
            station.meet(near.getFirst());
            Flow.Receiver counting = new Flow.Receiver(new Referee(), station.at(near.getFirst()), load.length());
            receiver = counting;
            return List.of(station.export("receiver", counting));
        }

        @Override
        public List<Long> counts() {
            return receiver == null ? List.of() : receiver.counts();
        }
    }
}
