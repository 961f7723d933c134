package dev.parley.bench.workload;

import dev.parley.bench.side.Handler;
import dev.parley.bench.side.Post;
import dev.parley.bench.side.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * Senders tell receivers as fast as these handle. A sender sends a lot for each credit, and gets the credit back when
 * the lot was handled, so what is under way stays below the bound of a mailbox.
 */
final class TellDrill implements Drill {
    /** In one credit, of all senders of one receiver together; with all credits that is half a mailbox of Parley. */
    private static final int MOST_PER_ROUND = 10_000;

    private static final int LOTS = 5;
    private static final int LARGEST_LOT = 1_000;

    private final Metric metric;
    private final int senders;
    private final int receivers;

    TellDrill(Metric metric, int senders, int receivers) {
        this.metric = metric;
        this.senders = senders;
        this.receivers = receivers;
    }

    private static final class Receiver implements Handler<Parcel> {
        private final Referee referee;
        private final int lot;
        private final List<Post<Parcel>> senders = new ArrayList<>();
        private final Counter handled = new Counter();
        private final long[] numbers;
        private long count;

        private Receiver(Referee referee, int lot, int senders) {
            this.referee = referee;
            this.lot = lot;
            this.numbers = new long[senders];
        }

        @Override
        public void on(Parcel parcel) {
            if (parcel instanceof Parcel.Item(int sender, long number)) {
                long expected = ++numbers[sender];
                if (number != expected) {
                    referee.expect("messages of sender " + sender, expected, number);
                }
                handled.set(++count);
                if (number % lot == 0) {
                    senders.get(sender).tell(Parcel.Credit.ONE);
                }
            }
        }
    }

    private static final class Sender implements Handler<Parcel> {
        private final Referee referee;
        private final int lot;
        private final int index;
        private final Post<Parcel> receiver;
        private final CountDownLatch end;
        private long sent;
        private int lotsUnderWay = LOTS;

        private Sender(Receiver to, Post<Parcel> receiver, int index, CountDownLatch end) {
            this.referee = to.referee;
            this.lot = to.lot;
            this.index = index;
            this.receiver = receiver;
            this.end = end;
        }

        @Override
        public void on(Parcel credit) {
            if (referee.isStopped()) {
                if (--lotsUnderWay == 0) {
                    end.countDown();
                }
                return;
            }
            for (int i = 0; i < lot; i++) {
                receiver.tell(new Parcel.Item(index, ++sent));
            }
        }
    }

    @Override
    public Map<Metric, Measured> run(Stage stage, Plan plan) throws InterruptedException {
        Referee referee = new Referee();
        CountDownLatch end = new CountDownLatch(senders);
        List<Receiver> to = new ArrayList<>();
        List<Sender> from = new ArrayList<>();
        int each = senders / receivers;
        for (int r = 0; r < receivers; r++) {
            Receiver receiver = new Receiver(referee, Math.min(LARGEST_LOT, MOST_PER_ROUND / each), each);
            Post<Parcel> post = stage.spawn(receiver);
            to.add(receiver);
            for (int s = 0; s < each; s++) {
                Sender sender = new Sender(receiver, post, s, end);
                from.add(sender);
                receiver.senders.add(stage.spawn(sender));
            }
        }
        to.forEach(TellDrill::begin);
        Measured rate = Rate.perSecond(() -> handled(to), plan);
        referee.stop();
        referee.await(end);
        WrongCount.unlessEqual(
                "messages", from.stream().mapToLong(sender -> sender.sent).sum(), handled(to));
        return Map.of(metric, rate);
    }

    private static void begin(Receiver receiver) {
        for (int lot = 0; lot < LOTS; lot++) {
            receiver.senders.forEach(sender -> sender.tell(Parcel.Credit.ONE));
        }
    }

    private static long handled(List<Receiver> receivers) {
        return receivers.stream()
                .mapToLong(receiver -> receiver.handled.count())
                .sum();
    }
}
