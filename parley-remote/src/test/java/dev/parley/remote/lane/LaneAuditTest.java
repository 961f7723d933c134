package dev.parley.remote.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.wire.Frame;
import dev.parley.wire.WireBytes;
import dev.parley.wire.WireNode;
import dev.parley.wire.WireSlot;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LaneAuditTest {
    private static final WireSlot SLOT = new WireSlot(new WireNode("b", 9001, 1), 0, 1);

    private final LaneOut out = new LaneOut(0, new AtomicLong());
    private Frame.Lane asked = out.begin();
    private int questions;
    private final LaneAudit audit = new LaneAudit(() -> out, () -> {
        questions++;
        asked = out.begin();
    });

    LaneAuditTest() {
        answer(0);
    }

    private void answer(long delivered) {
        long _ = out.opened(new Frame.LaneAt(0, asked.generation(), delivered));
    }

    private void send() {
        out.add(new Frame.Reply(SLOT, false, WireBytes.EMPTY));
        assertThat(out.poll()).isNotNull();
    }

    @Test
    void asksWhenNothingWasSaidSinceTheLastLook() {
        send();
        audit.look();
        send();
        audit.look();
        assertThat(questions).isZero();
        audit.look();
        assertThat(questions).isEqualTo(1);
        assertThat(audit.hasAllCome()).isFalse();
        answer(2);
        assertThat(audit.hasAllCome()).isTrue();
    }

    @Test
    void asksNowAndThenThoughSomethingIsSaidAllTheTime() {
        for (int look = 0; look < 120; look++) {
            send();
            audit.look();
            if (!out.isOpen()) {
                answer(out.sent());
            }
        }
        assertThat(questions).isEqualTo(2);
    }

    @Test
    void doesNotAskTwiceBeforeTheAnswer() {
        send();
        for (int look = 0; look < 5; look++) {
            audit.look();
        }
        assertThat(questions).isEqualTo(1);
    }

    @Test
    void asksNothingAboutALaneThatNeverSaidAnything() {
        audit.look();
        audit.look();
        assertThat(questions).isZero();
        assertThat(audit.hasAllCome()).isTrue();
    }

    @Test
    void waitsBeforeLeavingForWhatWasThereAtFirstAndNoMore() {
        send();
        assertThat(audit.settle(false)).isTrue();
        assertThat(questions).isEqualTo(1);
        answer(1);
        send();
        assertThat(audit.settle(false)).isFalse();
        assertThat(questions).isEqualTo(1);
    }

    @Test
    void takesWhatHasLeftForSettledWhereNobodyCanSay() {
        out.add(new Frame.Reply(SLOT, false, WireBytes.EMPTY));
        assertThat(audit.settle(true)).isTrue();
        assertThat(out.poll()).isNotNull();
        assertThat(audit.settle(true)).isFalse();
        assertThat(questions).isZero();
    }
}
