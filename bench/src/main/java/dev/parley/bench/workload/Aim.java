package dev.parley.bench.workload;

/** What a figure is to reach. A ratio says how many times as good, whichever way is better. */
public sealed interface Aim {
    /** So many times the peer, in the setting in which it is best. */
    record OfBest(double ratio) implements Aim {}

    /** So many times the peer as it comes. */
    record OfDefault(double ratio) implements Aim {}

    /** So many times the floor, which is raw sockets where two processes play. */
    record OfFloor(double ratio) implements Aim {}

    /** This value or more. */
    record NotBelow(double value) implements Aim {}

    /** At most this value. */
    record Within(double value) implements Aim {}

    /** See {@link OfBest}. */
    static Aim ofBest(double ratio) {
        return new OfBest(ratio);
    }

    /** See {@link OfDefault}. */
    static Aim ofDefault(double ratio) {
        return new OfDefault(ratio);
    }

    /** See {@link OfFloor}. */
    static Aim ofFloor(double ratio) {
        return new OfFloor(ratio);
    }

    /** See {@link NotBelow}. */
    static Aim notBelow(double value) {
        return new NotBelow(value);
    }

    /** See {@link Within}. */
    static Aim within(double value) {
        return new Within(value);
    }
}
