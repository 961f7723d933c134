package dev.parley.remote.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlarmTest {
    private final List<Runnable> timers = new ArrayList<>();
    private final ArrayDeque<Runnable> loop = new ArrayDeque<>();
    private final List<String> done = new ArrayList<>();

    /** Cancelling a timer is always too late. */
    private final Alarm alarm = new Alarm(
            (_, task) -> {
                timers.add(task);
                return () -> {};
            },
            loop::add);

    private void set(String name) {
        alarm.set(1, () -> done.add(name));
    }

    private void timeComes() {
        timers.forEach(Runnable::run);
        timers.clear();
    }

    private void loopRuns() {
        while (!loop.isEmpty()) {
            loop.remove().run();
        }
    }

    @Test
    void doesOnTheLoopWhatItWasSetTo() {
        set("first");
        timeComes();
        assertThat(done).isEmpty();
        loopRuns();
        assertThat(done).containsExactly("first");
    }

    @Test
    void doesNotDoWhatWasReplacedThoughItsTimeHasCome() {
        set("first");
        timeComes();
        set("second");
        loopRuns();
        assertThat(done).isEmpty();
        timeComes();
        loopRuns();
        assertThat(done).containsExactly("second");
    }

    @Test
    void doesNotDoWhatWasCancelledThoughItsTimeHasCome() {
        set("first");
        timeComes();
        alarm.cancel();
        loopRuns();
        assertThat(done).isEmpty();
    }

    @Test
    void canBeSetAgainByWhatItDoes() {
        alarm.set(1, () -> set("second"));
        timeComes();
        loopRuns();
        timeComes();
        loopRuns();
        assertThat(done).containsExactly("second");
    }
}
