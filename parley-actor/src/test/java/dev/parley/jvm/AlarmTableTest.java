package dev.parley.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlarmTableTest {
    private final AlarmTable table = new AlarmTable();
    private final TimerInbox inbox = new TimerInbox(Thread.currentThread());

    private Alarm put(long dueNanos) {
        Alarm alarm = new Alarm(inbox, dueNanos, () -> {});
        assertThat(table.put(alarm)).isTrue();
        return alarm;
    }

    private List<Alarm> takeDue(long nowNanos) {
        List<Alarm> due = new ArrayList<>();
        table.takeDue(nowNanos, due::add);
        return due;
    }

    @Test
    void givesWhatIsDueOnceAndKeepsTheRest() {
        Alarm first = put(10);
        Alarm second = put(20);

        assertThat(takeDue(9)).isEmpty();
        assertThat(takeDue(10)).containsExactly(first);
        assertThat(takeDue(19)).isEmpty();
        assertThat(takeDue(30)).containsExactly(second);
        assertThat(takeDue(Long.MAX_VALUE)).isEmpty();
    }

    @Test
    void knowsHowLongNobodyHasToLook() {
        assertThat(table.earliestNanos()).isEqualTo(AlarmTable.NEVER);

        put(20);
        put(10);
        put(30);
        assertThat(table.earliestNanos()).isEqualTo(10);

        takeDue(10);
        assertThat(table.earliestNanos()).isEqualTo(20);
    }

    @Test
    void doesNotGiveWhatWasRemoved() {
        Alarm gone = put(10);
        Alarm stays = put(10);

        table.remove(gone);

        assertThat(takeDue(10)).containsExactly(stays);
        assertThat(table.earliestNanos()).isEqualTo(AlarmTable.NEVER);
    }

    @Test
    void removesNobodyElseFromAPlaceThatWasTakenOver() {
        Alarm taken = put(10);
        takeDue(10);
        Alarm next = put(20);
        assertThat(next.place).as("the place is free again").isEqualTo(taken.place);

        table.remove(taken);

        assertThat(takeDue(20)).containsExactly(next);
    }

    @Test
    void refusesWhenThePlacesOfAThreadAreTaken() {
        Alarm refused = new Alarm(inbox, 10, () -> {});
        List<Alarm> kept = new ArrayList<>();
        boolean took = true;
        while (took) {
            Alarm alarm = new Alarm(inbox, 10, () -> {});
            took = table.put(alarm);
            if (took) {
                kept.add(alarm);
            }
            assertThat(kept).hasSizeLessThanOrEqualTo(Spots.COUNT);
        }

        assertThat(table.put(refused)).isFalse();
        table.remove(refused);

        assertThat(takeDue(10)).containsExactlyInAnyOrderElementsOf(kept);
    }
}
