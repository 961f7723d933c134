package dev.parley.bench.workload;

/** What is measured, and in which unit. Values are operations per second, bytes, seconds. */
public enum Metric {
    /** Messages. */
    TELL_1("tell 1->1", Unit.PER_SECOND),
    /** Messages of eight pairs. */
    TELL_8("tell 8->8", Unit.PER_SECOND),
    /** Messages of a hundred senders. */
    FAN_IN("fan-in 100->1", Unit.PER_SECOND),
    /** Round trips. */
    PING_PONG_1("ping-pong, 1 pair", Unit.PER_SECOND),
    /** Round trips of sixteen pairs. */
    PING_PONG_16("ping-pong, 16 pairs", Unit.PER_SECOND),
    /** Requests. */
    ASK_1("ask, 1 in flight, virtual thread", Unit.PER_SECOND),
    /** Requests. */
    ASK_1_HANDLER("ask, 1 in flight, handler", Unit.PER_SECOND),
    /** Requests. */
    ASK_64("ask, 64 in flight", Unit.PER_SECOND),
    /** Actors. */
    FLAT("spawn and stop, flat", Unit.PER_SECOND),
    /** Leaves. */
    TREE("tree of actors", Unit.PER_SECOND),
    /** Heap. */
    IDLE_BYTES("heap per idle named actor", Unit.BYTES),
    /** Restarts. */
    RESTARTS("restarts", Unit.PER_SECOND),
    /** From the first message to the last wake-up. */
    SLEEPERS_DONE("sleepers: done", Unit.SECONDS),
    /** Of the pair that plays beside them. */
    SLEEPERS_SILENCE("sleepers: longest silence", Unit.SECONDS),
    /** Half of the wake-ups are sooner. */
    WOKEN_P50("other virtual thread, p50", Unit.SECONDS),
    /** One of a hundred is later. */
    WOKEN_P99("other virtual thread, p99", Unit.SECONDS);

    /** How a value reads. */
    public enum Unit {
        /** The more the better. */
        PER_SECOND,
        /** The less the better. */
        BYTES,
        /** The less the better. */
        SECONDS
    }

    private final String title;
    private final Unit unit;

    Metric(String title, Unit unit) {
        this.title = title;
        this.unit = unit;
    }

    /** As in tables. */
    public String title() {
        return title;
    }

    /** Of its values. */
    public Unit unit() {
        return unit;
    }

    /** How many times as good {@code one} is as {@code other}. */
    public double ratio(double one, double other) {
        return unit == Unit.PER_SECOND ? one / other : other / one;
    }
}
