package dev.parley.remote.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.Result;
import dev.parley.spi.ReplySlot;
import dev.parley.wire.WireNode;
import dev.parley.wire.WireSlot;
import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class AskedHereTest {
    private static final WireNode PEER = new WireNode("p", 9001, 7);
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final AskedHere asked = new AskedHere();

    private static final class Slot extends ReplySlot {
        Slot(long deadlineNanos) {
            super(deadlineNanos);
        }

        @Override
        protected void settle(Result<?> result) {}
    }

    private static WireSlot number(long id) {
        return new WireSlot(PEER, 0, id);
    }

    @Test
    void knowsARequestUntilItIsAnswered() {
        ReplySlot slot = new Slot(ReplySlot.NO_DEADLINE);
        asked.add(number(1), slot, 0);
        assertThat(asked.open(number(1))).isSameAs(slot);
        assertThat(asked.open(number(2))).isNull();
        asked.answered(number(1));
        assertThat(asked.open(number(1))).isNull();
    }

    @Test
    void forgetsWithinASecondWhatNobodyEverAnswers() {
        for (int i = 1; i <= 1_000; i++) {
            asked.add(number(i), new Slot(i), 0);
        }
        asked.add(number(5_000), new Slot(ReplySlot.NO_DEADLINE), 2 * SECOND);
        assertThat(LongStream.rangeClosed(1, 1_000)).allMatch(id -> asked.open(number(id)) == null);
        assertThat(asked.open(number(5_000))).isNotNull();
    }

    @Test
    void keepsItsLimitWhateverAPeerAsks() {
        for (int i = 1; i <= AskedHere.MAX_OPEN + 10; i++) {
            asked.add(number(i), new Slot(ReplySlot.NO_DEADLINE), i);
        }
        assertThat(asked.open(number(AskedHere.MAX_OPEN))).isNotNull();
        assertThat(LongStream.rangeClosed(1, 10))
                .allMatch(more -> asked.open(number(AskedHere.MAX_OPEN + more)) == null);
    }
}
