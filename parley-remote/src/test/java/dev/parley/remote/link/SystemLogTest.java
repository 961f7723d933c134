package dev.parley.remote.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.remote.link.SystemLog.Verdict;
import dev.parley.wire.Frame;
import dev.parley.wire.WireNode;
import dev.parley.wire.WireRef;
import org.junit.jupiter.api.Test;

class SystemLogTest {
    private static final WireRef ACTOR = new WireRef(new WireNode("b", 9001, 1), "/user/x", 7);

    private final SystemLog log = new SystemLog();

    private Frame.Numbered append() {
        return log.append(number -> new Frame.Monitor(number, ACTOR, ACTOR));
    }

    @Test
    void numbersFromOneAndKeepsUntilAcknowledged() {
        assertThat(append().number()).isEqualTo(1);
        assertThat(append().number()).isEqualTo(2);
        assertThat(append().number()).isEqualTo(3);
        log.acknowledged(2);
        assertThat(log.unacknowledged()).extracting(Frame.Numbered::number).containsExactly(3L);
        log.acknowledged(1);
        assertThat(log.unacknowledged()).hasSize(1);
    }

    @Test
    void servesEachNumberOnceAndFindsGaps() {
        assertThat(log.receive(1)).isEqualTo(Verdict.NEW);
        assertThat(log.receive(1)).isEqualTo(Verdict.REPEATED);
        assertThat(log.receive(3)).isEqualTo(Verdict.SKIPPED);
        assertThat(log.receive(2)).isEqualTo(Verdict.NEW);
        assertThat(log.delivered()).isEqualTo(2);
    }

    @Test
    void owesAnAcknowledgementOncePerProgress() {
        assertThat(log.takeAckDue()).isFalse();
        log.receive(1);
        assertThat(log.takeAckDue()).isTrue();
        assertThat(log.takeAckDue()).isFalse();
    }

    @Test
    void isFullAtItsLimit() {
        for (int i = 0; i < SystemLog.MAX_UNACKNOWLEDGED; i++) {
            assertThat(log.isFull()).isFalse();
            append();
        }
        assertThat(log.isFull()).isTrue();
        log.acknowledged(1);
        assertThat(log.isFull()).isFalse();
    }
}
