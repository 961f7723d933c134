package dev.parley.bench.far;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.bench.workload.Referee;
import dev.parley.bench.workload.WrongCount;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class FlowTest {
    private static final int LOT = 3;
    private static final int LOTS = 2;

    private final Queue<Note> toReceiver = new ArrayDeque<>();
    private final Queue<Note> toSender = new ArrayDeque<>();
    private final Referee referee = new Referee();
    private final CountDownLatch end = new CountDownLatch(1);
    private final Flow.Sender sender = new Flow.Sender(number -> new Note.Item(number, "four"), referee, end);
    private final Flow.Receiver receiver = new Flow.Receiver(new Referee(), toSender::add, 4);

    @Test
    void neverMoreThanTheLotsAreUnderWay() {
        sender.begin(toReceiver::add, LOT, LOTS);

        for (int i = 0; i < 20; i++) {
            exchange();
            assertThat(toReceiver).hasSize(LOT * LOTS);
        }
        assertThat(sender.handled()).isEqualTo(19L * LOT * LOTS);
    }

    @Test
    void endsWhenAllThatWasSentIsHandled() {
        sender.begin(toReceiver::add, LOT, LOTS);
        exchange();
        exchange();
        referee.stop();
        assertThat(end.getCount()).isOne();
        exchange();

        assertThat(end.getCount()).isZero();
        assertThat(receiver.counts()).containsExactly(sender.handled());
    }

    @Test
    void whatIsLostOrShorterIsAWrongCount() {
        sender.begin(toReceiver::add, LOT, LOTS);
        exchange();
        List<Note> messages = new ArrayList<>(toReceiver);
        receiver.on(messages.get(0));
        receiver.on(messages.get(2));

        assertThatThrownBy(receiver::counts)
                .isInstanceOf(WrongCount.class)
                .hasMessage("messages of the sender: 3 instead of 2");

        Flow.Receiver other = new Flow.Receiver(new Referee(), toSender::add, 5);
        other.on(messages.getFirst());
        assertThatThrownBy(other::counts).hasMessage("length of a message: 4 instead of 5");
    }

    /** Delivers what is under way, there and back. */
    private void exchange() {
        for (int i = toReceiver.size(); i > 0; i--) {
            receiver.on(toReceiver.remove());
        }
        for (int i = toSender.size(); i > 0; i--) {
            sender.on(toSender.remove());
        }
    }
}
