package dev.parley.bench.workload;

/** The protocol of {@link TellDrill}: items to receivers, credits back to senders. */
sealed interface Parcel {
    /** A message that is counted, made anew for each. */
    record Item(int sender, long number) implements Parcel {}

    /** A lot of items may be sent. */
    enum Credit implements Parcel {
        /** One lot. */
        ONE
    }
}
