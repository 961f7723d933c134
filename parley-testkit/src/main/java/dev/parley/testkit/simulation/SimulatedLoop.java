package dev.parley.testkit.simulation;

import java.util.ArrayDeque;

/**
 * The loop of one process on which all that belongs to its connections happens: first in, first out, one task a step,
 * so that other nodes and the batches of this one come between any two tasks.
 */
final class SimulatedLoop implements Step {
    private static final long KIND = 3;

    private final SimulatedNode node;
    private final Agenda agenda;
    private final SimulatedThread thread;
    private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
    private boolean scheduled;

    SimulatedLoop(SimulatedNode node) {
        this.node = node;
        this.agenda = node.world().agenda();
        this.thread =
                new SimulatedThread(node, new SimulatedThread.Role(node.host() + "/loop", false), _ -> taskEnded());
    }

    void execute(Runnable task) {
        tasks.add(task);
        if (!scheduled) {
            scheduled = true;
            agenda.ready(this);
        }
    }

    /** Refuses callers that are not on this loop: the real one would race with it. */
    void requireHere() {
        if (agenda.mounted() != thread) {
            throw new IllegalStateException("connections of host " + node.host() + " belong to its loop: here it was '"
                    + Thread.currentThread().getName() + "'; hand the call over with transport().execute");
        }
    }

    SimulatedThread thread() {
        return thread;
    }

    @Override
    public SimulatedNode node() {
        return node;
    }

    @Override
    public void run() {
        thread.mount(tasks.remove());
    }

    @Override
    public long kind() {
        return KIND;
    }

    private boolean taskEnded() {
        scheduled = !tasks.isEmpty();
        if (scheduled) {
            agenda.ready(this);
        }
        return true;
    }
}
