package dev.parley.testkit.simulation;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.function.Supplier;

/**
 * The story of a run for people, in the order in which it happened, which is an order of causes, since one thread does
 * everything. It changes nothing of the run and is no part of its trace.
 *
 * <p>Limits: the last {@value #KEPT} moments.
 */
final class Narration {
    private static final int KEPT = 4_096;

    private final Agenda agenda;
    private final ArrayDeque<Moment> moments = new ArrayDeque<>();
    private boolean on;

    Narration(Agenda agenda) {
        this.agenda = agenda;
    }

    void begin() {
        on = true;
    }

    /** What comes now is no part of the story. */
    void end() {
        on = false;
    }

    /** Adds a moment, if anyone wants to know. */
    void tell(String where, Supplier<String> text) {
        if (on) {
            if (moments.size() == KEPT) {
                moments.removeFirst();
            }
            moments.addLast(new Moment(Duration.ofNanos(agenda.nowNanos()), where, text.get()));
        }
    }

    List<Moment> moments() {
        return List.copyOf(moments);
    }
}
