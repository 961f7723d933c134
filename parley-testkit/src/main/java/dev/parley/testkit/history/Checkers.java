package dev.parley.testkit.history;

import java.util.List;

/** The checkers of this package. Each is for one history; make new ones for the next. */
public final class Checkers {
    private Checkers() {}

    /** All of them, for a history on one clock, such as a simulation's; with the default bounds. */
    public static List<Checker> all() {
        return all(Bounds.defaults());
    }

    /** The same, with other bounds. */
    public static List<Checker> all(Bounds bounds) {
        return List.of(
                processes(),
                atMostOnce(),
                order(),
                watches(),
                instances(),
                restartLimit(bounds),
                escalation(),
                OrphanChecker.timed(bounds),
                spawns(),
                messageBalance(),
                linkBalance(),
                HostChecker.ordered(),
                memory(),
                rest(),
                amplification(bounds),
                nodeDown(bounds),
                requests(bounds));
    }

    /**
     * All of them in a form that is right for histories merged from several processes, whose clocks differ: lives of
     * singletons need grow on each node only, and orphans on other nodes are looked for at the end.
     */
    public static List<Checker> merged(Bounds bounds) {
        return List.of(
                processes(),
                atMostOnce(),
                order(),
                watches(),
                instances(),
                restartLimit(bounds),
                escalation(),
                OrphanChecker.untimed(),
                spawns(),
                messageBalance(),
                linkBalance(),
                HostChecker.unordered(),
                memory(),
                rest(),
                amplification(bounds),
                nodeDown(bounds),
                requests(bounds));
    }

    /** A process that was killed does nothing any more. */
    public static Checker processes() {
        return new ProcessChecker();
    }

    /** Numbers grow from each sender to each receiver. */
    public static Checker order() {
        return new OrderChecker();
    }

    /** A message that was sent is delivered, refused or dropped at most once. */
    public static Checker atMostOnce() {
        return new AtMostOnceChecker();
    }

    /** One end for each watch, and silence after it. */
    public static Checker watches() {
        return new WatchChecker();
    }

    /** One instance of an actor at a time, and nothing after its end. */
    public static Checker instances() {
        return new InstanceChecker();
    }

    /** No more restarts within a window than allowed. */
    public static Checker restartLimit(Bounds bounds) {
        return new RestartLimitChecker(bounds);
    }

    /** What a child escalates, its parent fails with. */
    public static Checker escalation() {
        return new EscalationChecker();
    }

    /** No child outlives its parent; needs one clock. */
    public static Checker orphans(Bounds bounds) {
        return OrphanChecker.timed(bounds);
    }

    /** A child on another node is started once at most, and its parent gets to know. */
    public static Checker spawns() {
        return new SpawnChecker();
    }

    /** What was sent is accounted for. */
    public static Checker messageBalance() {
        return new BalanceChecker();
    }

    /** The two ends of a link agree. */
    public static Checker linkBalance() {
        return new LinkBalanceChecker();
    }

    /** One host for each life of a singleton, and lives grow; needs one clock. */
    public static Checker hosts() {
        return HostChecker.ordered();
    }

    /** Nothing bounded is beyond its limit. */
    public static Checker memory() {
        return new MemoryChecker();
    }

    /** No message waits for ever. */
    public static Checker rest() {
        return new RestChecker();
    }

    /** Few frames for each that is wanted. */
    public static Checker amplification(Bounds bounds) {
        return new AmplificationChecker(bounds);
    }

    /** No request outlives the link to its target. */
    public static Checker nodeDown(Bounds bounds) {
        return new NodeDownChecker(bounds);
    }

    /** One answer for each request, in time. */
    public static Checker requests(Bounds bounds) {
        return new RequestChecker(bounds);
    }
}
