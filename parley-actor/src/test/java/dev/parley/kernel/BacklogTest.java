package dev.parley.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BacklogTest {
    private static final int BOUND = 64_000;
    private static final int CHUNK = BOUND / 64;

    private long entered;
    private long taken;
    private final Queue<Integer> waiting = new ArrayDeque<>(); // the sizes of all that is in the mailbox
    private final Backlog backlog = new Backlog(BOUND, () -> entered, () -> taken);

    private void enter(int bytes) {
        entered++;
        waiting.add(bytes);
        backlog.add(bytes);
    }

    private void enterFromHere() {
        entered++;
        waiting.add(0);
    }

    private void take(int messages) {
        for (int i = 0; i < messages && !waiting.isEmpty(); i++) {
            waiting.remove();
            taken++;
        }
    }

    private long waitingBytes() {
        return waiting.stream().mapToLong(Integer::longValue).sum();
    }

    @Test
    void boundsWhatWaitsToOneChunkWhateverComesAndGoes() {
        Random random = new Random(7);
        int largest = 3_000;
        int refused = 0;
        for (int step = 0; step < 20_000; step++) {
            int bytes = random.nextInt(largest);
            long before = waitingBytes();
            if (backlog.takes(bytes)) {
                assertThat(before == 0 || before + bytes <= BOUND).isTrue();
                enter(bytes);
            } else {
                refused++;
                assertThat(before + bytes).isGreaterThan(BOUND - CHUNK - largest);
            }
            if (random.nextInt(3) == 0) {
                enterFromHere();
            }
            if (random.nextInt(200) == 0) {
                take(random.nextInt(300));
            }
        }
        assertThat(refused).isBetween(1_000, 19_000);
    }

    @Test
    void takesAMessageThatIsLargerThanTheBoundWhenNothingElseWaits() {
        assertThat(backlog.takes(2 * BOUND)).isTrue();
        enter(2 * BOUND);

        assertThat(backlog.takes(1)).isFalse();
        take(1);
        assertThat(backlog.takes(2 * BOUND)).isTrue();
    }

    @Test
    void takesAgainWhatIsHandledAlthoughItFilledNoChunk() {
        enter(CHUNK / 2);
        assertThat(backlog.takes(BOUND)).isFalse();
        take(1);
        assertThat(backlog.takes(BOUND)).isTrue();
    }

    @Test
    void saysHowManyMoreOfThatSizeFillAShare() {
        assertThat(backlog.room(75)).isEqualTo(Integer.MAX_VALUE);
        for (int i = 0; i < 10; i++) {
            enter(1_000);
        }
        assertThat(backlog.room(75)).isEqualTo(38);
        assertThat(backlog.room(25)).isEqualTo(6);
        for (int i = 0; i < 38; i++) {
            enter(1_000);
        }
        assertThat(backlog.room(75)).isZero();
        take(32);
        assertThat(backlog.room(25)).isZero();
        take(1);
        assertThat(backlog.room(25)).isEqualTo(1);
    }

    @Test
    void hasRoomWhenNothingWaitsHoweverSmallTheBound() {
        Backlog tiny = new Backlog(1, () -> entered, () -> taken);
        entered++;
        tiny.add(500);
        assertThat(tiny.room(25)).isZero();
        taken++;
        assertThat(tiny.room(25)).isEqualTo(1);
    }
}
