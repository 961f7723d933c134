package dev.parley.bench.run;

import java.util.List;

/** What is said before a run begins. Pure. */
final class Announcement {
    private Announcement() {}

    static List<String> lines(Agenda agenda, Circumstances here) {
        return List.of(
                "parley " + here.commit() + " beside Apache Pekko typed " + here.pekko() + "; " + here.cores()
                        + " cores, " + here.machine() + ", " + here.jvm(),
                "each process: java " + String.join(" ", here.flags()),
                agenda.rounds() + (agenda.rounds() == 1 ? " round" : " rounds") + ", " + agenda.seconds()
                        + " s of warm-up and " + agenda.seconds() + " s of measuring each: about "
                        + minutes(agenda.expectedSeconds()) + ", longer on a busy machine",
                "x: how many times as good parley is; cpu x: how many times as much processor time an operation costs"
                    + " the peer at its most frugal; others: processor time that other processes took; wake-up: what"
                    + " it took to wake a thread, before each process; crossing: what a cache line took from core to"
                    + " core, before and after each");
    }

    private static String minutes(int seconds) {
        return seconds < 100 ? seconds + " s" : Math.ceilDiv(seconds, 60) + " min";
    }
}
