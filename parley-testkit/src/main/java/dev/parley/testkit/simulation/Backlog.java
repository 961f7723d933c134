package dev.parley.testkit.simulation;

import java.util.ArrayDeque;
import java.util.List;

/**
 * The steps that wait while their host is slow, which then does one after the other, as a process does that gets little
 * of a processor.
 *
 * <p>Threading: the driver and simulated threads.
 */
final class Backlog {
    private final Host host;
    private final Agenda agenda;
    private final ArrayDeque<Step> waiting = new ArrayDeque<>();
    private boolean busy;

    Backlog(Host host, Agenda agenda) {
        this.host = host;
        this.agenda = agenda;
    }

    /** Keeps a step for later if its host is slow. */
    boolean takes(Step step) {
        if (host.stepNanos() == 0) {
            return false;
        }
        waiting.add(step);
        work();
        return true;
    }

    /** The host is fast again. */
    void release() {
        drain().forEach(agenda::readyNow);
    }

    /** Takes all away. */
    List<Step> drain() {
        List<Step> all = List.copyOf(waiting);
        waiting.clear();
        return all;
    }

    private void work() {
        if (!busy && !waiting.isEmpty()) {
            busy = true;
            agenda.after(host.stepNanos(), this::done);
        }
    }

    private void done() {
        busy = false;
        Step step = waiting.poll();
        if (step != null) {
            agenda.readyNow(step);
        }
        work();
    }
}
