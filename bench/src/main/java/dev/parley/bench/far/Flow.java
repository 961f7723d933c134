package dev.parley.bench.far;

import dev.parley.bench.side.Handler;
import dev.parley.bench.side.Post;
import dev.parley.bench.workload.Counter;
import dev.parley.bench.workload.Referee;
import dev.parley.bench.workload.WrongCount;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.LongFunction;

/**
 * An actor sends to one of the other process as fast as that one handles: a lot of messages for each credit, which
 * comes back when the lot was handled, so that nothing is refused.
 */
final class Flow {
    private Flow() {}

    /** Makes messages and counts what came back for them. */
    static final class Sender implements Handler<Note> {
        private final LongFunction<Note> message;
        private final Referee referee;
        private final CountDownLatch end;
        private final Counter handled = new Counter();
        private volatile Post<Note> receiver = _ -> {};
        private int lot;
        private int lots;
        private long sent;
        private int opened;

        /** {@code message} is made of its number; {@code end} is counted down once all is handled after the stop. */
        Sender(LongFunction<Note> message, Referee referee, CountDownLatch end) {
            this.message = message;
            this.referee = referee;
            this.end = end;
        }

        /** Has {@code lots} lots of {@code lot} messages under way from now on. */
        void begin(Post<Note> to, int lot, int lots) {
            this.lot = lot;
            this.lots = lots;
            receiver = to;
            for (int i = 0; i < lots; i++) {
                to.tell(new Note.Credit(lot));
            }
        }

        /** Messages that credits came back for. */
        long handled() {
            return handled.count();
        }

        @Override
        public void on(Note credit) {
            Post<Note> to = receiver;
            if (opened < lots) {
                opened++;
            } else {
                handled.set(handled.count() + lot);
            }
            if (!referee.isStopped()) {
                for (int i = 0; i < lot; i++) {
                    to.tell(message.apply(++sent));
                }
            } else if (opened == lots && handled.count() == sent) {
                end.countDown();
            }
        }
    }

    /** Counts each message, its number and its length. The first credits come from the sender and go back to it. */
    static final class Receiver implements Handler<Note> {
        private final Referee referee;
        private final Post<Note> sender;
        private final int length;
        private final Counter count = new Counter();
        private Note.Credit credit = new Note.Credit(1);

        /** {@code length} of each message, in characters or bytes. */
        Receiver(Referee referee, Post<Note> sender, int length) {
            this.referee = referee;
            this.sender = sender;
            this.length = length;
        }

        @Override
        public void on(Note note) {
            switch (note) {
                case Note.Item(long number, String text) -> count(number, text.length());
                case Note.Block(long number, byte[] bytes) -> count(number, bytes.length);
                case Note.Credit first -> {
                    credit = first;
                    sender.tell(first);
                }
                case Note.Ball(long number) -> referee.expect("balls of a receiver", 0, number);
            }
        }

        private void count(long number, int itsLength) {
            long expected = count.count() + 1;
            if (number != expected || itsLength != length) {
                referee.expect("messages of the sender", expected, number);
                referee.expect("length of a message", length, itsLength);
            }
            count.set(expected);
            if (expected % credit.messages() == 0) {
                sender.tell(credit);
            }
        }

        /** All that came. */
        List<Long> counts() {
            referee.foul().ifPresent(foul -> {
                throw new WrongCount(foul);
            });
            return List.of(count.count());
        }
    }
}
