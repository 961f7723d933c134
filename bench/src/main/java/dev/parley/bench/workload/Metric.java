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
    WOKEN_P99("other virtual thread, p99", Unit.SECONDS),
    /** Between two processes, as all that follow. */
    ROUND_TRIP_1("round trip, 1 pair", Unit.PER_SECOND),
    /** Half of them are sooner. */
    ROUND_TRIP_1_P50("round trip, 1 pair, p50", Unit.SECONDS),
    /** One of ten is later. */
    ROUND_TRIP_1_P90("round trip, 1 pair, p90", Unit.SECONDS),
    /** One of a hundred is later. */
    ROUND_TRIP_1_P99("round trip, 1 pair, p99", Unit.SECONDS),
    /** One of a thousand is later. */
    ROUND_TRIP_1_P999("round trip, 1 pair, p99.9", Unit.SECONDS),
    /** The latest. */
    ROUND_TRIP_1_MAX("round trip, 1 pair, max", Unit.SECONDS),
    /** Round trips of 64 pairs over one link. */
    ROUND_TRIP_64("round trip, 64 pairs", Unit.PER_SECOND),
    /** Half of them are sooner. */
    ROUND_TRIP_64_P50("round trip, 64 pairs, p50", Unit.SECONDS),
    /** One of ten is later. */
    ROUND_TRIP_64_P90("round trip, 64 pairs, p90", Unit.SECONDS),
    /** One of a hundred is later. */
    ROUND_TRIP_64_P99("round trip, 64 pairs, p99", Unit.SECONDS),
    /** One of a thousand is later. */
    ROUND_TRIP_64_P999("round trip, 64 pairs, p99.9", Unit.SECONDS),
    /** The latest. */
    ROUND_TRIP_64_MAX("round trip, 64 pairs, max", Unit.SECONDS),
    /** Messages of a number and 32 characters, as the receiver handled them. */
    ONE_WAY_TEXT("one-way, long + 32 characters", Unit.PER_SECOND),
    /** Messages of a number and 1 KiB. */
    ONE_WAY_KIB("one-way, 1 KiB", Unit.PER_SECOND),
    /** Round trips of one pair before the stream begins; one of a hundred is later. */
    STREAM_QUIET_P99("without a stream, p99", Unit.SECONDS),
    /** Beside a stream of messages of 1 MiB. */
    STREAM_P50("beside a stream, p50", Unit.SECONDS),
    /** One of ten is later. */
    STREAM_P90("beside a stream, p90", Unit.SECONDS),
    /** One of a hundred is later. */
    STREAM_P99("beside a stream, p99", Unit.SECONDS),
    /** One of a thousand is later. */
    STREAM_P999("beside a stream, p99.9", Unit.SECONDS),
    /** The latest. */
    STREAM_MAX("beside a stream, max", Unit.SECONDS),
    /** What the stream makes of the 99th percentile of the same process. */
    STREAM_TIMES("beside a stream, p99 / without", Unit.TIMES),
    /** Of the stream. */
    STREAM_RATE("the stream", Unit.BYTES_PER_SECOND),
    /** From the signal to the watcher's message. */
    KILLED("kill -9 of the peer, told", Unit.SECONDS),
    /** From the signal to the watcher's message. */
    HALTED("SIGSTOP of the peer, told", Unit.SECONDS),
    /** Heap and buffers, of one node with 1,000 links. */
    LINK_BYTES("idle link", Unit.BYTES),
    /** Processor time of a number and 32 characters, as all that follow in one process. */
    MSG_ENCODE("Msg to bytes", Unit.SECONDS),
    /** As a multiple of code by hand. */
    MSG_ENCODE_TIMES("Msg to bytes / by hand", Unit.TIMES),
    /** The way back. */
    MSG_DECODE("bytes to Msg", Unit.SECONDS),
    /** As a multiple of code by hand. */
    MSG_DECODE_TIMES("bytes to Msg / by hand", Unit.TIMES),
    /** With a list of eight records. */
    ORDER_ENCODE("Order to bytes", Unit.SECONDS),
    /** As a multiple of code by hand. */
    ORDER_ENCODE_TIMES("Order to bytes / by hand", Unit.TIMES),
    /** The way back. */
    ORDER_DECODE("bytes to Order", Unit.SECONDS),
    /** As a multiple of code by hand. */
    ORDER_DECODE_TIMES("bytes to Order / by hand", Unit.TIMES);

    /** How a value reads. */
    public enum Unit {
        /** The more the better. */
        PER_SECOND,
        /** The more the better. */
        BYTES_PER_SECOND,
        /** The less the better. */
        BYTES,
        /** The less the better. */
        SECONDS,
        /** How many times as much; the less the better. */
        TIMES
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
        return switch (unit) {
            case PER_SECOND, BYTES_PER_SECOND -> one / other;
            case BYTES, SECONDS, TIMES -> other / one;
        };
    }
}
